"""Given names: the common ones in Britain that are no other word, by which the first word of a sentence may be told.

There are many more, and none that is also a word, such as Grace or Will, is among them: what is found is looked at by
somebody, and that nothing is found proves nothing.
"""

import re

COMMON = """
    Aaron Abdul Abigail Adam Adrian Agnes Ahmed Aisha Alan Albert Alex Alexander Alfred Ali Alice Alison Amanda
    Amelia Amina Amy Andrea Andrew Angela Anita Ann Anna Anne Anthony Arthur Barbara Barry Beatrice Ben Benjamin
    Bernard Beryl Betty Beverley Brenda Brian Bronwen Bryan Callum Carl Carol Caroline Catherine Charles Charlie
    Charlotte Cheryl Chloe Chris Christine Christopher Claire Clare Colin Connor Craig Cynthia Dafydd Daniel Darren
    Dave David Debbie Deborah Denise Dennis Derek Diana Diane Donald Donna Doreen Doris Dorothy Douglas Duncan Dylan
    Edith Edward Eileen Elaine Eleanor Elizabeth Ella Ellen Elsie Emily Emma Eric Ethan Ethel Eva Evelyn Fatima
    Fiona Florence Frances Francis Fred Gareth Gary Gavin Geoff Geoffrey George Gerald Gillian Gladys Glenys Glyn
    Gordon Graham Gwen Gwyneth Hannah Harold Harry Hassan Helen Henry Hilary Howard Hugh Hussain Ian Ibrahim Irene
    Isabel Isabella Isla Jacqueline Jake James Jamie Jane Janet Janice Jason Jayne Jean Jeffrey Jennifer Jenny
    Jessica Jill Jim Joan Joanna Joanne Joe John Jonathan Jordan Joseph Josephine Joshua Joyce Judith Judy Julia
    Julian Julie Karen Kate Kathleen Kathryn Katie Keith Kelly Kenneth Kevin Kim Kirsty Laura Lauren Lawrence Leah
    Leanne Lee Leonard Leslie Lewis Liam Linda Lisa Liz Lorraine Louise Lucy Luke Lynda Lynne Maggie Malcolm Mandy
    Margaret Maria Marian Marie Marilyn Marion Marjorie Martin Mary Matthew Maureen Megan Melanie Michael Michelle
    Mike Mohammed Moira Molly Monica Muhammad Muriel Myra Nancy Natalie Natasha Neil Nicholas Nicola Nigel Nora
    Norma Norman Oliver Olivia Omar Oscar Pamela Patricia Patrick Paul Paula Pauline Peter Philip Phyllis Rachel
    Ralph Raymond Rebecca Rhys Richard Rita Robert Roger Ronald Rosemary Ross Roy Russell Ruth Ryan Sally Sam
    Samantha Samuel Sandra Sara Sarah Sean Sharon Sheila Shirley Sian Simon Sophie Stacey Stanley Stella Stephanie
    Stephen Steve Steven Stuart Susan Suzanne Sylvia Tanya Teresa Terry Thelma Theresa Thomas Tim Timothy Tina Toby
    Tom Tony Tracey Tracy Trevor Valerie Vanessa Vera Veronica Victoria Vincent Walter Wayne Wendy William Winifred
    Yusuf Yvonne Zoe
"""
GIVEN = frozenset(COMMON.split())
WORD = r"[^\W\d_]+"


def given_name(text: str) -> str:
    """The first common given name in a text, with its capital; an empty text where there is none."""
    return next((word for word in re.findall(WORD, text) if word in GIVEN), "")
