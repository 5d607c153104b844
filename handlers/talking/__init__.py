"""How any conversation goes: asked, answered, gone back in, edited, cancelled, in the chat or in a form."""
