"""Pages for people: rendered on the server, readable without JavaScript, one stylesheet, nothing from elsewhere."""
