# What is said of two spellings of a name.

name-same = the same name.
name-spelling = one name in two spellings.
name-script = one name in two scripts.
name-order = one name, with the family name at the other end.
name-initials = one name, with initials on one side.
name-parts-missing = one name, of which one side leaves parts out.
name-given-differs = the given names differ.
name-middle-differs = the names in the middle differ.
name-family-differs = the family names differ.
name-order-differs = the same parts in another order: it may be a parent or a child.
name-generation-differs = one is junior and one senior.
name-too-little = there is too little in common to tell.
