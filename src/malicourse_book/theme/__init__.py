"""What all pages look like: style sheets, scripts, templates, and the theme made lighter."""
