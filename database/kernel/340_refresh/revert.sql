drop function atrium.refresh(text, text[], text, text);
