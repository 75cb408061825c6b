"""The PostgreSQL of Django, which gives up on a server that has stopped answering."""
