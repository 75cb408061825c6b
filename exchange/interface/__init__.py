"""The interface that other systems read: endpoints, columns, lists, changes and their answers."""
