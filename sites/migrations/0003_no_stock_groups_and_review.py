"""Take away the groups and the workflow that Wagtail's migrations make: "Moderators" may publish every page of Root.

Rights follow from memberships and seats (architecture 4.4); review is the board's (13.1.g).
"""

from django.db import migrations

STOCK_GROUPS = ("Moderators", "Editors")
STOCK_WORKFLOW = "Moderators approval"


def remove(apps, schema_editor):
    """Groups of ours carry a PortalGroup; only those without one are Wagtail's."""
    apps.get_model("auth", "Group").objects.filter(name__in=STOCK_GROUPS, portal_group=None).delete()
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(name=STOCK_WORKFLOW)
    tasks = apps.get_model("wagtailcore", "Task").objects
    task_ids = list(workflows.values_list("workflow_tasks__task", flat=True))
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__in=workflows).delete()
    workflows.delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(pk__in=task_ids).delete()
    tasks.filter(pk__in=task_ids).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0002_kinds_and_hostname_rules"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    # Backwards: nothing of ours needs them.
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
