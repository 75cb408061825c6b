"""Who corrected a name stands in the rows of the migration before."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("participation", "0004_correctors_of_names")]

    operations = [migrations.RemoveField(model_name="sender", name="name_from")]
