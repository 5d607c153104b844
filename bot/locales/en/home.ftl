# The bot's own page.

home-welcome = <b>Paid tasks for specialists</b>
    Join in about five minutes: say what you know, prove it if you like, and get tasks that fit you. Everything happens in the chat with me.
home-staff = <b>What you can do here</b>
    Each button answers in the chat with me.
home-expert = <b>{ $name }</b> · { $field } · { $standing }

home-answered = My answer is in our own chat, among your direct messages.
