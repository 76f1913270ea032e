"""The words: facts go in, the frozen content of one letter, e-mail or SMS comes out; no Django, no clock."""
