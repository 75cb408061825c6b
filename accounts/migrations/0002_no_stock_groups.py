"""Remove the groups and the workflow that Wagtail's migrations make: "Moderators" may publish every page of Root.

Rights follow from memberships and seats (architecture 4.4); review is the board's (13.1.g).
"""

from django.db import migrations

STOCK_GROUPS = ("Moderators", "Editors")
STOCK_WORKFLOW = "Moderators approval"


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=STOCK_GROUPS).delete()
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(name=STOCK_WORKFLOW)
    task_ids = list(workflows.values_list("workflow_tasks__task", flat=True))
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__in=workflows).delete()
    workflows.delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(pk__in=task_ids).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(pk__in=task_ids).delete()


class Migration(migrations.Migration):
    # Groups get rights from several packages. The others stand here because Django migrates apps in the order of their
    # names: the packages come first, and their migrations need not render the models of this project.
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("sessions", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    # Backwards: nothing of ours needs them.
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
