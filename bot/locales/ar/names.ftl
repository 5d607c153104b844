# ما يقال عن كتابتين لاسم.

name-same = الاسم نفسه.
name-spelling = اسم واحد بكتابتين مختلفتين.
name-script = اسم واحد بحروف عربية ولاتينية.
name-order = اسم واحد، وموضع اسم العائلة مختلف.
name-initials = اسم واحد، كُتب أحد أجزائه بحرفه الأول.
name-parts-missing = اسم واحد، حُذفت منه أجزاء في إحدى الكتابتين.
name-given-differs = الاسم الأول مختلف.
name-middle-differs = الأسماء الوسطى مختلفة.
name-family-differs = اسم العائلة مختلف.
name-order-differs = الأجزاء نفسها بترتيب مختلف: قد يكون أبًا أو ابنًا.
name-generation-differs = أحدهما الأب والآخر الابن.
name-too-little = القاسم المشترك أقل من أن يُحكم به.
