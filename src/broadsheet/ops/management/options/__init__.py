"""What each verb may be told. Read by help before Django is loaded, and so without any of it."""
