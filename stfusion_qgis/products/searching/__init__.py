"""Images that a STAC API offers: searched by place, dates and clouds, read where they lie."""
