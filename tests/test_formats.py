"""Short invented minutes, each with one habit of real ones that was read wrongly once, and what must hold for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referat_parser.pipeline import parse_bytes

FOLDER = Path(__file__).parent / "data" / "formats"
Document = dict[str, Any]


def names(people: list[dict[str, Any]]) -> list[str]:
    return [person["navn"] for person in people]


def absent(document: Document) -> list[tuple[str, str | None, str | None]]:
    return [(person["navn"], person["aarsag"], person["punkter"]) for person in document["fravaerende"]]


def numbers(document: Document) -> list[str]:
    return [punkt["nummer"] for punkt in document["punkter"]]


def titles(document: Document) -> list[str]:
    return [punkt["titel"] for punkt in document["punkter"]]


def outcomes(document: Document) -> list[list[str]]:
    return [[one["udfald"] for one in punkt["vedtagelser"]] for punkt in document["punkter"]]


def decision(document: Document, item: int, number: int = -1) -> dict[str, Any]:
    found: dict[str, Any] = document["punkter"][item]["vedtagelser"][number]
    return found


HOLDS: dict[str, Callable[[Document], bool]] = {
    # the points of a recommendation come again in a later item: they are no list of contents
    "forslag-kommer-igen": lambda d: bool(
        numbers(d) == ["1", "2", "3"]
        and [len(p["indstilling"]["forslag"]) if p["indstilling"] else 0 for p in d["punkter"]] == [3, 0, 4]
    ),
    # labels of the document's own stand in each item beside a known one, also below a text; marks behind names
    "egne-oplysninger-under-titler": lambda d: bool(
        [[note["tekst"][:8] for note in p["oplysninger"]] for p in d["punkter"]]
        == [["Art: God", "VS", "Tid: 5 m"], ["Art: Drø", "EB", "Tid: 20 "], ["Art: Bes", "VS", "Tid: 15 "]]
        and [s["tekst"] for s in d["punkter"][1]["oevrige"]] == ["Der er givet penge til bænke, som skal stå i skygge."]
        and names(d["deltagere"]) == ["Vibeke Strand", "Ejler Brink"]
        and names(d["fravaerende"]) == ["Holger Mose", "Tove Kildahl"]
    ),
    # "Vedtaget:" heads the decision below a recommendation
    "vedtaget-med-kolon": lambda d: bool(
        outcomes(d) == [["taget_til_efterretning"], ["udsat"], ["godkendt"]]
        and decision(d, 1)["overskrift"] == "Vedtaget:"
        and d["punkter"][1]["indstilling"]["forslag"] == ["At bestyrelsen køber bussen."]
    ),
    # a second meeting follows on the same page: it is not read, and that is said
    "to-moeder-paa-en-side": lambda d: bool(
        d["dato"] == "2020-03-03" and [a["punkt"] for a in d["advarsler"] if a["kode"] == "flere-moeder"] == ["2"]
    ),
    # a page's title names body and month, a sentence below it the day; the items are hours, and no place
    "dato-i-saetning-under-sidens-titel": lambda d: bool(
        (d["udvalg"], d["dato"], d["starttid"], d["sluttid"]) == ("Skolebestyrelsen", "2018-10-09", "18:00", "20:30")
        and d["sted"] is None
        and absent(d) == [("Grethe Lyng", "afbud", None), ("Palle Bang", "afbud", None)]
    ),
    # a letter of summons: "Følgende dagsorden foreslås:" stands over the items, and item 1 names minutes
    "indkaldelse-med-forslag": lambda d: bool(
        (d["dokumenttype"], d["dato"], d["starttid"]) == ("dagsorden", "2015-05-12", "09:00")
        and numbers(d) == ["1", "2", "3", "4"]
        and d["sted"] == "Østrens, Pumpevej 4, 9999 Søhavn"
        and not d["advarsler"]
    ),
    # the municipality's address in a page's foot is no attachment; "Til orientering" ends each item and heads no group
    "brevfod-mellem-punkter": lambda d: bool(
        [[b["titel"] for b in p["bilag"]] for p in d["punkter"]] == [["Folder om bænke"], [], []]
        and all(p["sagsfremstilling"]["tekst"].endswith("Til orientering") for p in d["punkter"][:2])
        and "T 99 00 00 00" in [r["tekst"] for r in d["rest"]]
    ),
    # what happens when stands on the front, the place below it; the contents break a word in capitals
    "klokkeslaet-paa-forsiden": lambda d: bool(
        (d["sted"], d["starttid"]) == ("Rådssalen", "16:30")
        and [e["titel"] for e in d["indholdsfortegnelse"]] == titles(d)
        and not d["advarsler"]
    ),
    # a school's table: every item is number 1, its hours in brackets below; the columns' heads stand over the first
    "tidsrum-under-nummer-et": lambda d: bool(
        titles(d) == ["Valg af ordstyrer", "Skolehaven", "Ferie"]
        and outcomes(d) == [["godkendt"], ["droeftet"], ["udsat"]]
    ),
    # who was absent stands below a decision without a heading
    "afbud-under-beslutning-uden-overskrift": lambda d: bool(
        outcomes(d) == [["taget_til_efterretning"], ["godkendt"]]
        and names(decision(d, 0)["fravaerende"]) == ["Gorm Tang"]
    ),
    # each page has the document's head again below its number; "J.nr." stands before a title
    "protokollens-hoved-paa-hver-side": lambda d: bool(
        titles(d) == ["Regnskab", "Nye pumper", "Navn til anlægget"]
        and [p["sagsnummer"] for p in d["punkter"]] == [None, "14", "15"]
        and outcomes(d) == [["godkendt"], ["godkendt"], ["udsat"]]
    ),
    # the case line has the subject with initials, the case number and the mark
    "sagslinje-i-tre-celler": lambda d: bool(
        [p["sagsnummer"] for p in d["punkter"]] == ["09/2210", "09/733"] and not any(p["lukket"] for p in d["punkter"])
    ),
    # a body called by its letters; the contents' numbers and the absent behind dashes
    "bogstavudvalg-og-streger": lambda d: bool(
        d["udvalg"] == "FMU Skov og Strand"
        and [e["nummer"] for e in d["indholdsfortegnelse"]] == numbers(d) == ["1", "2"]
        and [p["indstilling"]["forslag"] for p in d["punkter"]]
        == [["drøfter status", "vælger to emner"], ["godkender planen."]]
        and absent(d) == [("Ruth Palle", "afbud", None), ("Bente Norup", "afbud", None)]
    ),
    # members behind bullets, with what they stand for behind a colon
    "punktopstillede-medlemmer-med-kolon": lambda d: bool(
        [(p["navn"], p["rolle"]) for p in d["deltagere"]]
        == [
            ("Kirsten Bolt", "Byrådsmedlem for Fælleslisten"),
            ("Aage Krog", "Strand Vest Grundejere"),
            ("Signe Palm", "Sejlklubben"),
            ("Birte Nøhr", "Konsulent, Staben"),
        ]
        and [(p["navn"], p["rolle"]) for p in d["fravaerende"]] == [("Mads Holk", "Fiskeriforeningen")]
    ),
    # two decisions under short lines in one item; "Rådet drøftede" with a sentence behind it
    "flere-valg-i-et-punkt": lambda d: bool(
        outcomes(d) == [["valgt"], ["droeftet"], ["taget_til_efterretning"]]
        and decision(d, 0)["tekst"].startswith("Kassereren")
        and decision(d, 1)["tekst"].endswith("biblioteket.")
    ),
    # the decision with who was absent stands above the case
    "beslutning-over-sagen": lambda d: bool(
        outcomes(d) == [["godkendt"], ["taget_til_efterretning"]]
        and names(decision(d, 0)["fravaerende"]) == ["Jens Bro", "Anna Lund"]
        and d["punkter"][0]["indstilling"]["forslag"] == ["at molen repareres."]
        and d["punkter"][1]["sagsfremstilling"]["tekst"] == "Kranen er solgt."
    ),
    # the agenda is the text of item 1, which approves it
    "dagsorden-i-punkt-et": lambda d: bool(
        numbers(d) == [e["nummer"] for e in d["indholdsfortegnelse"]] == ["1", "2", "3"]
        and outcomes(d) == [["godkendt"], ["godkendt"], ["taget_til_efterretning"]]
        and d["punkter"][0]["indstilling"]["forslag"] == ["at bestyrelsen vælger en dirigent."]
        and not d["advarsler"]
    ),
    # titles without numbers, "Indhold:" over the text of each; one of them is a known heading
    "indhold-over-hvert-punkts-tekst": lambda d: bool(
        titles(d) == ["Dagsordenen", "Forrige referat", "Økonomi", "Eventuelt"]
        and outcomes(d)[:3] == [["godkendt"], ["godkendt"], ["droeftet"]]
        and not d["indholdsfortegnelse"]
    ),
    # contents: each page on a line of its own below the title, which may end in a number itself
    "sidetal-under-indhold": lambda d: bool(
        [(e["titel"], e["side"]) for e in d["indholdsfortegnelse"]][1:]
        == [("Salg af grunden Engvej 5", 3), ("Regnskab 2015", 4)]
        and numbers(d) == ["1", "2", "3"]
        and d["rest"] == []
    ),
    # what a person is stands behind a slash
    "roller-bag-skraastreg": lambda d: bool(
        [(p["navn"], p["rolle"]) for p in d["deltagere"][:2]] == [("Vibeke Strand", "Formand"), ("Holger Mose", None)]
        and len(d["deltagere"]) == 5
    ),
    # contents: the group's heading and its first entry stand on one line
    "indhold-gruppe-foran-foerste": lambda d: bool(
        [(e["nummer"], e["side"]) for e in d["indholdsfortegnelse"]] == [("61", 201), ("62", 204), ("63", 206)]
        and [p["lukket"] for p in d["punkter"]] == [False, False, True]
        and not d["advarsler"]
    ),
    # "2 a." was put in later, and names a school: it is an item and no place
    "punkt-2-a": lambda d: bool(
        numbers(d) == [e["nummer"] for e in d["indholdsfortegnelse"]] == ["1", "2", "2a", "3"]
        and outcomes(d) == [["godkendt"], ["taget_til_efterretning"], ["udsat"], ["godkendt"]]
        and d["sted"] is None
        and not d["advarsler"]
    ),
    # the front lost its line breaks: "ReferatByrådet", and each member's letter is glued to the next name
    "fronten-i-eet-stykke": lambda d: bool(
        d["udvalg"] == decision(d, 0)["organ"] == "Byrådet"
        and [(p["navn"], p["parti"]) for p in d["deltagere"]]
        == [("Tage Bro", "V"), ("Asta Lund", "V"), ("Poul Erik Nor", "O"), ("Fie Ask", "C"), ("Jan-Ole Vig", "Ø")]
        and [(p["navn"], p["parti"]) for p in d["fravaerende"]] == [("Rie Mose", "A")]
    ),
    # what was decided, and behind it what the body or a member suggests
    "besluttet-og-saa-foreslaaet": lambda d: bool(
        outcomes(d) == [["godkendt"], ["taget_til_efterretning"], ["anbefalet"]]
    ),
    # an item is moved to the closed part and keeps its number there
    "flyttet-til-lukket-moede": lambda d: bool(
        numbers(d) == ["31", "32", "33", "32", "34"]
        and [p["lukket"] for p in d["punkter"]][2:] == [False, True, True]
        and decision(d, 2)["tekst"] == "Tiltrådt."
        and len(d["indholdsfortegnelse"]) == 5
    ),
    # the items' numbers stand behind letters and the year
    "numre-bag-bogstaver-og-aar": lambda d: bool(
        numbers(d) == [e["nummer"] for e in d["indholdsfortegnelse"]] == ["BYG 13-041", "BYG 13-042", "BYG 13-043"]
        and outcomes(d) == [["godkendt"], ["udsat"], ["godkendt"]]
        and not d["advarsler"]
    ),
    # the substitutes stand behind the absent in one sentence
    "stedfortraedere-bag-fravaerende": lambda d: bool(
        names(d["fravaerende"]) == names(decision(d, 0)["fravaerende"]) == ["Tage Lyng", "Rosa Bilde"]
        and [(p["navn"], p["rolle"]) for p in d["deltagere"]]
        == [("Eigil Rønn", "Stedfortræder"), ("Maja Stub", "Stedfortræder")]
    ),
    # the absent, one a line, end each decision, and the page's foot stands below
    "fravaerende-over-sidefod": lambda d: bool(
        names(d["fravaerende"]) == ["Grete Ask", "Poul E. Lind", "Rie Mose"]
        and names(decision(d, 0)["fravaerende"]) == names(decision(d, 1)["fravaerende"]) == names(d["fravaerende"])
    ),
    # each page begins with the body's meeting and the day
    "sidehoved-udvalgets-moede-den": lambda d: bool(
        outcomes(d) == [["godkendt"], ["udsat"], ["taget_til_efterretning"]]
        and "at ingen længere vil sidde" in d["punkter"][1]["sagsfremstilling"]["tekst"]
    ),
    # each page begins with the body, the day and below them the page's number
    "sidehoved-organ-dato-og-tal": lambda d: bool(
        outcomes(d) == [["anbefalet", "godkendt"], ["afvist"]] and decision(d, 0)["tekst"] == "Godkendt."
    ),
    # the page's number stands behind whom to write to
    "sidetal-bag-mail": lambda d: bool(
        outcomes(d) == [["godkendt"], ["droeftet"], ["droeftet"], ["udsat"]]
        and decision(d, 1)["tekst"] == "Stien blev drøftet."
    ),
    # an item without text that was withdrawn stands directly over the last one, whose title is an abbreviation
    "punkt-udgaar-som-titel": lambda d: bool(
        numbers(d) == ["1", "2", "3"] and outcomes(d) == [["godkendt"], [], ["droeftet"]]
    ),
    # among decisions alone below their titles: whom others have appointed is a message
    "andre-har-udpeget": lambda d: bool(
        outcomes(d) == [["godkendt"], [], ["taget_til_efterretning"], ["droeftet"], []]
        and d["punkter"][1]["oevrige"][0]["tekst"].endswith("på kroen for medlemmer, der har lyst.")
    ),
    # members in two columns, a word behind each for whether they came, and a group's head beside a row
    "medlemmer-med-ord-i-to-spalter": lambda d: bool(
        d["sted"] is None
        and names(d["deltagere"]) == ["Per Mose", "Ib Friis", "Ane Vig", "Bo Lund"]
        and names(d["fravaerende"]) == ["Ulla Bæk", "Lis Krat", "Tea Skov"]
        and "Ane Vig - Birkehuset" in " ".join(part["tekst"] for part in d["rest"])
        and outcomes(d) == [["godkendt"], ["udsat"]]
    ),
    # members with what they stand for, and behind it a column with "afbud", or in brackets for whom they came
    "for-hvem-og-afbud-bag-navnet": lambda d: bool(
        [(p["navn"], p["rolle"]) for p in d["deltagere"]]
        == [
            ("Ulla Bæk", "Formand, Nordvig"),
            ("Tea Skov", "Stedfortræder for Bo Lund, Østerkær, Bestyrelsesmedlem"),
            ("Ane Vig", "Bestyrelsesmedlem, Vesterkær"),
        ]
        and absent(d) == [("Bo Lund", None, None), ("Per Mose", "afbud", None)]
    ),
    # "A for" and on the next line "B", who was not there
    "for-hvem-over-to-linjer": lambda d: bool(
        [(p["navn"], p["rolle"]) for p in d["deltagere"]][2:]
        == [
            ("Tea Skov", "Stedfortræder for Bo Lund"),
            ("Ane Vig", None),
            ("Ib Friis", "Stedfortræder for Lis Krat"),
        ]
        and names(d["fravaerende"]) == ["Bo Lund", "Lis Krat"]
        and d["rest"] == []
    ),
    # a section's whole text is the item's title with a stop, and reads as a heading
    "overskrift-som-svar": lambda d: bool(
        d["punkter"][0]["sagsfremstilling"]["tekst"] == "Bemærkninger til dagsordenen."
        and d["punkter"][0]["oevrige"] == []
        and outcomes(d)[1] == ["droeftet"]
    ),
    # two pages, each ending in its bare number; below most titles a recommendation, then what was decided
    "sidetal-mellem-to-sider": lambda d: bool(
        outcomes(d) == [["godkendt"], ["godkendt"], ["taget_til_efterretning"], ["udsat"], []]
        and [p["indstilling"] is not None for p in d["punkter"]] == [True, True, True, False, False]
        and decision(d, 3)["tekst"] == "Festen udsættes."
    ),
    # who sent no word is absent "uden afbud", said in any place; and a decision that lost its stop before who was absent
    "uden-afbud": lambda d: bool(
        [[(f["navn"], f["aarsag"]) for f in decision(d, k)["fravaerende"]][-1] for k in range(4)]
        == [("Lis Krat", "uden afbud"), ("Ulla Bæk", "uden afbud"), ("Ane Vig", None), ("Per Mose", "uden afbud")]
        and decision(d, 2)["fravaerende"][0]["aarsag"] == "uden afbud"
        and outcomes(d)[0] == ["taget_til_efterretning"]
    ),
    # "Bilag:" with nothing behind it stands directly over the next item
    "bilag-tom-foer-naeste-punkt": lambda d: bool(
        numbers(d) == ["1", "2", "3", "4"]
        and [len(p["bilag"]) for p in d["punkter"]] == [0, 2, 0, 0]
        and outcomes(d)[:3] == [["godkendt"], ["godkendt_med_aendringer"], ["udsat"]]
    ),
    # the line breaks in the middle of a count of votes, and the text is not wrapped
    "stemmer-paa-naeste-linje": lambda d: bool(
        [tuple(decision(d, k)["afstemning"]["antal"].values()) for k in (0, 1, 3, 4, 5)]
        == [(14, 3, None), (4, 13, None), (11, 6, None), (10, 7, None), (9, 8, None)]
        and decision(d, 2)["tekst"].endswith("\n\nat der afsættes midler.")
    ),
    # a web site's form writes the month in English
    "engelsk-maaned": lambda d: d["dato"] == "2021-01-26",
    # a running head of more than 100 letters before its page's number
    "langt-sidehoved": lambda d: bool(
        [decision(d, n)["tekst"] for n in (0, 1)] == ["Godkendt.", "Udsat."] and d["sted"] is None
    ),
    # contents: a group's heading on the first entry's line, a page glued to a word, and at the end a group without entries
    "gruppe-foran-foerste-post": lambda d: bool(
        [(e["nummer"], e["side"]) for e in d["indholdsfortegnelse"]] == [("47", 5), ("48", 7), ("49", 9)]
        and not any(p["lukket"] for p in d["punkter"])
        and not d["advarsler"]
    ),
    # officials with titles of "and" in running text of several lines; "afholdt Have- og Skovudvalget møde i ..."
    "embedsmaend-over-linjer": lambda d: bool(
        names(d["deltagere"]) == ["Lis Krat", "Bo Elm", "Eva Bøg", "Carl Fyr"] and d["sted"] == "Egerummet 2/Skovhuset"
    ),
    # parties stand over their members, a local list and what is no party among them
    "lokallister": lambda d: bool(
        [(p["navn"], p["parti"]) for p in d["deltagere"]][1:]
        == [("Lis Krat", "Socialdemokratiet"), ("Eva Bøg", "Skovlisten"), ("Ib Gran", None)]
    ),
    # a local list in brackets behind a member's name; not so somebody's initials
    "lokallister-i-parentes": lambda d: [p["parti"] for p in d["deltagere"]] == ["A", "SKL", None, "V"],
    # members in columns, the letterhead between their rows; "(u.p.)"; those absent without commas
    "medlemmer-i-spalter-om-brevhoved": lambda d: bool(
        names(d["deltagere"])
        == ["Birgit Kvist", "Carl Fyr", "Carla Elm", "Dorte Lind", "Lis Krat", "Mads Ask", "Per Hyld", "Tove Gran"]
        and [p["parti"] for p in d["deltagere"]][1:5] == ["u.p.", "A", "V", "SF"]
        and names(d["fravaerende"]) == ["Eva Bøg", "Pia Pil", "Ulla Tjørn"]
    ),
    # "K12/abx  08/7002   Lukket sag": office and initials before the case number
    "kontor-og-initialer-foran-sagsnummer": lambda d: bool(
        [(p["sagsnummer"], p["lukket"]) for p in d["punkter"]] == [("08/7001", False), ("08/7002", True)]
        and d["punkter"][0]["oevrige"][0]["tekst"] == "Stien er smal."
    ),
    # "2. 2. behandling": the item's number and an ordinal that is equal
    "nummer-og-ordenstal": lambda d: bool(
        titles(d) == ["1. behandling af takster", "2. behandling af vedtægt for broen", "Ny kran"]
    ),
    # contents without numbers, one title beginning with an ordinal
    "ordenstal-i-indhold-uden-numre": lambda d: bool(
        [(e["nummer"], e["titel"]) for e in d["indholdsfortegnelse"]]
        == [(None, "Meddelelser"), (None, "1. kvartal 2009 for lystbådene"), (None, "Salg af kran")]
        and outcomes(d) == [["taget_til_efterretning"], ["godkendt"], ["udsat"]]
        and not d["advarsler"]
    ),
    # the place's last word stands on a line of its own
    "sted-i-to-linjer": lambda d: bool((d["sted"], d["starttid"]) == ("Egesalen, Klitby Rådhus", "18:00")),
    # all the others were against; "Hverken for eller imod: 3"; initials in brackets and the party bare behind them
    "stemmer-de-oevrige": lambda d: bool(
        (decision(d, 0)["afstemning"]["for"], decision(d, 0)["enstemmig"]) == (["K"], False)
        and decision(d, 1)["afstemning"]["antal"] == {"for": 9, "imod": 2, "undlod": 3}
        and decision(d, 2)["afstemning"]["imod"] == ["Bo Elm"]
        and decision(d, 3)["bemaerkninger"][0]["hvem"] == ["Lis Krat"]
    ),
    # who was absent stands below the attachments
    "fravaerende-under-bilag": lambda d: bool(
        [b["titel"] for b in d["punkter"][0]["bilag"]] == ["Tegning af broen - 117/17"]
        and names(decision(d, 0)["fravaerende"]) == ["Lis Krat", "Bo Elm"]
    ),
    # a page's foot of a date, a number, the body and "Dagsorden", also within contents whose pages stand on lines of their own
    "fod-i-flere-linjer": lambda d: bool(
        [(e["nummer"], e["side"]) for e in d["indholdsfortegnelse"]] == [("1", 4), ("2", 7), ("3", 9)]
        and [b["titel"] for b in d["punkter"][0]["bilag"]] == ["Tegning af dæmning"]
        and d["punkter"][1]["indstilling"]["tekst"].endswith("kranen males.")
    ),
    # minutes with so few long lines that their width is not told: a line that begins small goes on from the one above
    "faa-brudte-linjer": lambda d: bool(
        d["punkter"][0]["oevrige"][0]["tekst"].endswith("til den kommende skurby ved molen.")
        and d["punkter"][1]["indstilling"]["forslag"][0].endswith(
            " anbefaler Brovagten og Molelauget at bygge badebroen."
        )
        and decision(d, 1)["bemaerkninger"][0]["tekst"].endswith("at broen bliver for smal.")
        and d["punkter"][2]["indstilling"]["forslag"] == ["at planen vedtages", "at tangen køres væk"]
    ),
    # "FORTROLIG - ", "Lukket punkt, "; who was against is named behind what was adopted
    "fortrolige-titler": lambda d: bool(
        [p["lukket"] for p in d["punkter"]] == [False, True, True, False]
        and titles(d)[1:3] == ["Nyt lejemål", "Salg"]
        and decision(d, 0)["afstemning"]["imod"] == ["Lis Krat"]
    ),
    # the body and the day stand over "Punktets beslutning:", and both below "Beslutninger:"
    "organ-over-punktets-beslutning": lambda d: bool(
        outcomes(d) == [["anbefalet", "godkendt"], ["godkendt"]]
        and (decision(d, 0, 0)["organ"], decision(d, 0, 1)["organ"]) == ("Byplanudvalget", "Kommunalbestyrelsen")
    ),
    # contents: which body the items come from stands between the entries
    "grupper-i-indhold": lambda d: bool(
        numbers(d) == [e["nummer"] for e in d["indholdsfortegnelse"]] == ["36", "37", "38", "39"]
        and outcomes(d) == [["droeftet"], ["oversendt"], ["godkendt"], ["godkendt"]]
    ),
    # "Sagsoversigt" stands over the items themselves
    "sagsoversigt-over-punkter": lambda d: bool(
        outcomes(d) == [["godkendt"], ["udsat"]] and not d["indholdsfortegnelse"] and not d["advarsler"]
    ),
    # contents: the body and the date above the first number, titles and numbers on lines of their own
    "indhold-med-hoved-og-delte-linjer": lambda d: bool(
        [(e["nummer"], e["titel"]) for e in d["indholdsfortegnelse"]]
        == [
            ("1", "Kloakplan 2014. Endelig vedtagelse"),
            ("12", "Meddelelser fra formanden og svar på spørgsmål"),
            ("13", "Køb af mark"),
            ("14", "Personalesag"),
        ]
        and titles(d) == ["Kloakplan 2014. Endelig vedtagelse"]
    ),
    # "Køb af markÅbn/luk punkt"
    "aabn-luk-bag-titel": lambda d: bool(
        titles(d) == ["Køb af mark", "Nyt"] and not any(p["oevrige"] for p in d["punkter"])
    ),
    # names end a decision above an item without a title
    "valgte-navne-og-udskriv": lambda d: bool(
        titles(d) == ["", "", ""]
        and decision(d, 0)["tekst"].endswith("Eva Bøg (Carl Fyr)")
        and outcomes(d) == [["valgt"], ["godkendt"], ["taget_til_efterretning"]]
    ),
    # nobody has a part in the first case: its table of bodies has no cross
    "tomt-skema-i-foerste-punkt": lambda d: bool(
        titles(d) == ["Godkendelse af referat fra sidste møde", "Drøftelse om bænke"]
        and d["punkter"][0]["sagsnummer"] == "00.00.00-P19-1900-07"
    ),
    # surnames in capitals; a letter with the reason in brackets; the substitute who is told of is another; below a decision
    # who came instead stands behind each of the absent
    "efternavne-med-versaler": lambda d: bool(
        [(p["navn"], p["parti"]) for p in d["deltagere"]][:3]
        == [("Ib FRIIS", "A"), ("Anna Holm LARSEN", "V"), ("Per B. MØLLER", None)]
        and absent(d) == [("Bo Holm", "sygdom", None), ("Karin RAVN", None, None)]
        and d["fravaerende"][0]["parti"] == "A"
        and [(p["navn"], p["aarsag"]) for p in decision(d, 1)["fravaerende"]]
        == [
            ("Bo Holm", "afbud"),
            ("Karin Ravn", "afbud"),
            ("Ejnar P. Dahl", "afbud"),
            ("Tom Vang", "afbud"),
            ("Niels H. Skov", "uden afbud"),
        ]
    ),
    # the absent stand a line each below their label, above the decision, some with whoever came instead behind the name
    "afbud-over-beslutningen-i-linjer": lambda d: bool(
        names(d["deltagere"]) == ["Ib Friis", "Karen Holm", "Lis Kjær"]
        and [(p["navn"], p["aarsag"]) for p in decision(d, 0)["fravaerende"]]
        == [
            ("Maria Brink", "afbud"),
            ("Jens Askær", "afbud"),
            ("Henrik Berg", "afbud"),
            ("Tina Vendt", "afbud"),
            ("Jens Dahl", "uden afbud"),
        ]
        and names(decision(d, 1)["fravaerende"]) == ["Ann Viks", "Hanne Birk"]
        and "Jes Lund" not in names(d["fravaerende"])
    ),
    # groups count by letters, in the list of contents, above and below titles; a late item keeps its number in its group
    "grupper-med-bogstaver": lambda d: bool(
        numbers(d) == ["1", "2", "6", "3", "4", "5"]
        and [entry["nummer"] for entry in d["indholdsfortegnelse"]] == ["1", "2", "6", "3", "4", "5"]
        and [p["lukket"] for p in d["punkter"]] == [False, False, False, False, True, False]
        and d["punkter"][5]["sagsnummer"] == "00.13.00-G01-4-17"
        and outcomes(d)[1:4] == [["anbefalet"], ["taget_til_efterretning"], ["godkendt"]]
        and decision(d, 2)["tekst"] == decision(d, 5)["tekst"] == "Orientering givet."
        and not d["advarsler"]
    ),
    # what was said of an item stands behind its title on the same line
    "svar-paa-titlens-linje": lambda d: bool(
        d["dokumenttype"] == "referat"
        and titles(d)[1:4]
        == [
            "Godkendelse af dagsorden.",
            "Godkendelse af referat af mødet den 5. maj 2022.",
            "Meddelelser fra formand og kasserer.",
        ]
        and outcomes(d)[1:3] == [["godkendt"], ["godkendt"]]
        and decision(d, 2)["tekst"] == "Referat godkendt."
        and outcomes(d)[5] == ["droeftet"]
        and names(d["fravaerende"]) == ["Jens", "Mona", "Kaj"]
    ),
    # below the title stand the number in the minutes and the case's, of the same form; a remark behind an absent name
    "nummer-og-journalnummer-under-titel": lambda d: bool(
        numbers(d) == ["1"]
        and titles(d) == ["Møde med Det Etniske Råd"]
        and d["punkter"][0]["sagsnummer"] == "IU 1/2005"
        and not d["punkter"][0]["oevrige"]
        and d["udvalg"] == "Det rådgivende Integrationsudvalg"
        and names(d["fravaerende"]) == ["Lis Holm", "Ib Friis"]
    ),
    # headings of groups that end in a colon, in the list of contents alone
    "grupper-med-kolon-i-indhold": lambda d: bool(
        [entry["nummer"] for entry in d["indholdsfortegnelse"]] == ["1", "2", "3", "4", "5", "6"]
        and numbers(d) == ["1", "2", "3", "4", "5", "6"]
        and [p["lukket"] for p in d["punkter"]] == [False, False, False, False, True, False]
        and outcomes(d)[:4] == [["godkendt"], ["andet"], ["godkendt"], ["taget_til_efterretning"]]
        and [one["kode"] for one in d["advarsler"]] == ["mangler-vedtagelse"]
    ),
    # in brackets behind a member's name stands whom they stand for; the list is not told a second time
    "organisationer-i-parentes": lambda d: bool(
        [(p["navn"], p["parti"], p["rolle"]) for p in d["deltagere"]]
        == [
            ("Ib Friis", None, "Danske Handicaporganisationer"),
            ("Lis Holm", None, "Børne- og Ungdomsforeningernes Samråd"),
            ("Bo Lund", "A", None),
            ("Karen Vang", None, "Kulturelt Samråd"),
        ]
        and [(p["navn"], p["rolle"]) for p in d["fravaerende"]] == [("Ole Krog", "Ældre Sagen")]
        and not d["rest"]
    ),
    # a system whose language was left English
    "closed-item": lambda d: bool([p["lukket"] for p in d["punkter"]] == [False, True, False] and not d["advarsler"]),
    # a list copied item by item gives each the number 1; some of them have text between title and "Referat:"
    "alle-numre-et-med-tekst-over": lambda d: bool(
        titles(d)
        == [
            "Godkendelse af referatet",
            "Referat fra årsmødet.",
            "Fortove.",
            "Svar til borgmesteren.",
            "Orientering fra forvaltningen.",
        ]
        and outcomes(d) == [["godkendt"], ["andet"], ["droeftet"], ["andet"], ["andet"]]
        and decision(d, 3)["tekst"] == "Formanden skriver brevet."
    ),
    # each item's number is 1, as lists copied one by one have it
    "alle-numre-et-med-punktum": lambda d: bool(
        titles(d) == ["Godkendelse af referatet", "Tilgængelighed på stationen.", "Eventuelt."]
        and outcomes(d)[0] == ["godkendt"]
        and decision(d, 1)["tekst"] == "Rådet besluttede at skrive til ministeriet."
    ),
    # "AD1", "Ad2a" head what was decided
    "ad-numre-er-vedtagelser": lambda d: bool(
        numbers(d) == ["1", "2", "3", "4"]
        and titles(d)[2] == "Princip for cykler"
        and outcomes(d)[0] == outcomes(d)[2] == ["godkendt"]
        and decision(d, 3)["overskrift"] == "AD4"
    ),
    # "1.", "at" and the text are cells of a table
    "nummer-at-og-tekst-hver-sin-linje": lambda d: bool(
        titles(d) == ["Ny bølgebryder", "Køb af kran"]
        and d["punkter"][1]["lukket"]
        and d["punkter"][0]["indstilling"]["forslag"] == ["at bølgebryderen bygges.", "at udgiften dækkes af puljen."]
        and outcomes(d) == [["godkendt"], ["anbefalet"]]
    ),
    # an agenda's titles end in a full stop
    "dagsorden-titler-med-punktum": lambda d: bool(numbers(d) == ["1", "2", "3", "4", "5", "6", "7"]),
    # a case number stands over some titles, the first of them below the contents
    "sagsnummer-over-nogle-titler": lambda d: bool(
        [p["sagsnummer"] for p in d["punkter"]] == ["00.01.00-G01-2-18", "06.00.00-P19-1-18", None, None]
        and len(d["indholdsfortegnelse"]) == 4
        and decision(d, 0)["tekst"] == "Godkendt."
    ),
    # the minutes of one item, whose number is not 1, with the document's word over the body
    "et-punkt-med-hoejt-nummer": lambda d: bool(
        (d["udvalg"], d["dato"], d["starttid"]) == ("Plejeudvalget", "2008-03-11", "15:00")
        and (numbers(d), titles(d)) == (["218"], ["Takster"])
        and d["punkter"][0]["sagsnummer"] == "08/2099"
        and outcomes(d) == [["godkendt"]]
    ),
    # an agenda without titles: its items begin as the first does, and end with who decides
    "dagsorden-uden-titler-og-vedtagelser": lambda d: bool(
        len(d["punkter"]) == 3
        and d["sted"] == "Mødelokale Fyrren, Rådhuset"
        and [bool(p["resume"]) for p in d["punkter"]] == [False, False, True]
        and [len(p["oevrige"]) for p in d["punkter"]] == [0, 1, 1]
    ),
    # contents: a title that goes on below and ends in years, one broken behind "i", a page that was not found
    "indhold-med-aarstal-i-og-fejl": lambda d: bool(
        [e["titel"] for e in d["indholdsfortegnelse"]] == titles(d)
        and d["indholdsfortegnelse"][3]["side"] is None
        and not d["advarsler"]
    ),
    # contents: the number on a line of its own, a closed item, and a number at a title's end
    "indhold-nummer-alene-og-lukket": lambda d: bool(
        [e["titel"] for e in d["indholdsfortegnelse"]] == titles(d) and d["punkter"][1]["lukket"]
    ),
    # contents of two items under "Dagsorden"
    "dagsorden-med-to-punkter": lambda d: bool(
        numbers(d) == ["1", "2"] and [e["titel"] for e in d["indholdsfortegnelse"]] == ["Velkomst", "Eventuelt"]
    ),
    # contents with Roman pages, a group's heading and a running word
    "indhold-med-romerske-sider": lambda d: bool(
        [(e["titel"], e["side"]) for e in d["indholdsfortegnelse"]]
        == [("Halvårsregnskab", 1), ("Henvendelse", 2), ("SPØRGETID", 15)]
    ),
    # "Fraværende:" and the name on the next line end each decision; the items have no titles
    "fravaerendes-navn-under-label": lambda d: bool(
        titles(d) == ["", "", ""]
        and [p["sagsnummer"] for p in d["punkter"]] == ["22/1001", "22/1002", "22/1003"]
        and all(names(decision(d, k)["fravaerende"]) == ["Tove Skræm"] for k in range(3))
    ),
    # the next title is glued to the contents' last line, to a decision and to empty headings
    "titel-klistret-bag-indholdsfortegnelse": lambda d: bool(
        numbers(d) == ["11", "12", "13", "14"]
        and outcomes(d) == [["droeftet"], ["godkendt"], [], ["andet"]]
        and d["punkter"][2]["lukket"]
        and len(d["indholdsfortegnelse"]) == 4
        and not d["advarsler"]
    ),
    # "Medlemmer" ends the contents
    "medlemmer-under-indhold": lambda d: bool(
        [e["nummer"] for e in d["indholdsfortegnelse"]] == ["1", "2", "3"]
        and outcomes(d) == [["godkendt"], ["udsat"], ["godkendt"]]
    ),
    # the same word ends page after page above the number: it is the decision, not a foot
    "godkendt-over-sidetal": lambda d: bool(outcomes(d) == [["godkendt"]] * 3),
    # few pages, their numbers in the text, the running head below them
    "faa-sidetal-og-loebende-hoved": lambda d: bool(
        decision(d, 1)["tekst"] == "Drøftet." and [b["titel"] for b in d["punkter"][2]["bilag"]] == ["Tegning af broen"]
    ),
    # a committee's abbreviation votes for nothing; a letter behind a person and his party is a party
    "forkortet-udvalg-anbefaler": lambda d: bool(
        decision(d, 0)["afstemning"] is None and decision(d, 1)["afstemning"]["undlod"] == ["Ulla Holk", "M"]
    ),
    # "12. januar" in a list is a day
    "dage-er-ingen-punkter": lambda d: bool(
        d["punkter"][0]["indstilling"]["forslag"] == ["at møderne holdes disse dage:"]
    ),
    # behind a bullet a heading's word is of the list where the headings have no bullets
    "punkttegn-er-liste": lambda d: bool(
        [b["titel"] for b in d["punkter"][0]["bilag"]] == ["Forslag", "Høringssvar"]
        and decision(d, 0)["tekst"].endswith("• Klager\n• Økonomi")
    ),
    # all headings in capitals: others in capitals are headings; a case number stands below its label
    "overskrifter-med-versaler": lambda d: bool(
        [decision(d, k)["tekst"] for k in (0, 1)] == ["Taget til efterretning.", "Godkendt."]
        and [p["sagsnummer"] for p in d["punkter"]] == ["16021234", "16021235"]
        and d["punkter"][1]["sagsfremstilling"]["afsnit"][0]["overskrift"] == "FØLGER"
    ),
    # a form's headings with nothing below, and the kind of matter, are no decisions
    "tomme-skabelonoverskrifter": lambda d: bool(outcomes(d) == [["anbefalet"], ["taget_til_efterretning"]]),
    # who was absent stands above the decision
    "fravaer-over-beslutningen": lambda d: bool(
        all([f["navn"] for f in decision(d, k)["fravaerende"]] == ["Lars Busk"] for k in (0, 1))
        and not any(p["oevrige"] for p in d["punkter"])
    ),
    # recommendations under no heading; "Udvalgets beslutning" is not the council's; who was unfit behind a label
    "indstiller-uden-overskrift": lambda d: bool(
        [p["indstilling"]["indstiller"] for p in d["punkter"]]
        == ["Økonomiudvalget", "Teknisk Forvaltning", "Direktionen"]
        and decision(d, 0, 0)["organ"] is None
        and decision(d, 0)["bemaerkninger"][0]["hvem"] == ["Tom Krat"]
        and [b["titel"] for b in d["punkter"][2]["bilag"]] == ["Forslag til plan"]
    ),
    # the heading of a case's way and its first station on one line; who was prevented
    "sagens-vej-paa-linjen": lambda d: bool(
        (decision(d, 0, 1)["organ"], decision(d, 0, 1)["udfald"]) == ("Økonomiudvalget", "anbefalet")
        and decision(d, 0, 1)["bemaerkninger"][0]["hvem"] == ["Keld Ravn"]
        and [f["navn"] for f in decision(d, 1)["fravaerende"]] == ["Lars Busk", "Ida Lyng"]
    ),
    # "Formål" below the presentation is a part of it; who decides is not decided; a sentence is no heading
    "formaal-i-fremstillingen": lambda d: bool(
        len(d["punkter"][0]["sagsfremstilling"]["afsnit"]) == 2
        and decision(d, 0)["tekst"] == "Godkendt."
        and decision(d, 1)["overskrift"] == "Beslutning i Byrådet den 28-01-2019"
    ),
    # two columns of names that run together: who is absent shows where to cut
    "fravaerende-i-sammenloebne-spalter": lambda d: bool(
        names(d["deltagere"]) == ["Vilfred Ager", "Palle Mose", "Ditte Vang"]
        and names(d["fravaerende"]) == ["Tove Brandt"]
    ),
    # what stands behind a label, and in no field, is in the rest
    "etiketter-med-andet-end-feltet": lambda d: bool(
        d["sted"] == "Rådhuset"
        and [r["tekst"].partition(":")[0] for r in d["rest"]] == ["Forum", "Mødetype", "Sted", "Lokale"]
    ),
    # what a line says beside who was absent is not lost
    "afbud-og-mere-i-samme-linje": lambda d: bool(
        names(d["fravaerende"]) == ["Tove Brandt"] and any("flyttes til torsdag" in r["tekst"] for r in d["rest"])
    ),
    # a line that tells who was absent and who came instead is read whole
    "stedfortraeder-i-forsidens-linje": lambda d: bool(
        names(d["deltagere"]) == ["Vilfred Ager", "Palle Mose", "Ditte Vang"]
        and names(d["fravaerende"]) == ["Tove Brandt"]
        and [r["tekst"] for r in d["rest"]] == ["Pause 10 min."]
    ),
    # "Sted: | Rådhuset |": the strokes between a table's cells are nothing
    "streger-mellem-celler-i-hovedet": lambda d: bool(
        d["sted"] == "Byrådssalen, Åvej"
        and names(d["deltagere"]) == ["Vilfred Ager", "Tove Brandt", "Palle Mose"]
        and names(d["fravaerende"]) == ["Ditte Vang", "Ejnar Krogh"]
    ),
    # "Name: Deltog", "Name: Afbud (Stedfortræder: Name)"
    "medlemmer-med-maerke-efter-kolon": lambda d: bool(
        names(d["deltagere"]) == ["Vilfred Ager", "Ditte Vang", "Per Holt Vang"]
        and absent(d) == [("Tove Brandt", "afbud", None), ("Palle Mose Lind", "afbud", None)]
    ),
    # "I stedet mødt A og B" behind a short name among the absent
    "i-stedet-moedt": lambda d: bool(
        names(d["fravaerende"]) == ["Tove Ils"]
        and [p["rolle"] for p in d["deltagere"]] == [None, None, "Stedfortræder", "Stedfortræder"]
    ),
    # minutes that never say the word: decisions stand below the titles
    "referat-uden-ordet": lambda d: bool(
        d["dokumenttype"] == "referat" and outcomes(d)[:3] == [["godkendt"], ["godkendt"], ["udsat"]]
    ),
    # it is told who came, and "Dagsorden" heads the list of items only
    "til-stede-siger-referat": lambda d: bool(d["dokumenttype"] == "referat" and outcomes(d)[1] == ["godkendt"]),
    # "Suppleant X" below "På valg:" is to be chosen, and was not there for that
    "suppleant-paa-valg": lambda d: bool(not d["deltagere"] and any("Tove Brandt" in r["tekst"] for r in d["rest"])),
    # a block of lines "Name (party)" in the front, under no label
    "medlemmer-uden-etiket": lambda d: bool(
        names(d["deltagere"]) == ["Vilfred Ager", "Tove Anne Brandt", "Palle Mose"]
        and (d["deltagere"][0]["rolle"], d["deltagere"][0]["parti"]) == ("Formand", "V")
        and names(d["fravaerende"]) == ["Ditte Vang"]
    ),
    # who came or left during the meeting is not absent from it, though it stands behind "Afbud:"
    "kom-og-gik-er-ikke-afbud": lambda d: bool(
        absent(d) == [("Ditte Vang", "afbud", None)] and any("ankom" in r["tekst"] for r in d["rest"])
    ),
    # "Fraværende:" and "Afbud: X" as headings above the decision of each item
    "afbud-som-overskrift-i-punktet": lambda d: bool(
        names(decision(d, 0)["fravaerende"]) == ["Palle Mose"] and not decision(d, 1)["fravaerende"]
    ),
    # "Afbud fra:" in a decision, one a line with title and cause; said twice of one person
    "afbud-fra-med-aarsag": lambda d: bool(
        [(p["navn"], p["aarsag"]) for p in decision(d, 0)["fravaerende"]]
        == [("Palle Mose", "rejse"), ("Ditte Vang", "afbud")]
    ),
    # one given name, where those who were there are listed by given names
    "afbud-med-et-fornavn": lambda d: bool(absent(d) == [("Ejnar", "afbud", None)]),
    # the trail of a website's pages names no body; a room behind "Mødet afholdes i"
    "broedkrummer-over-siden": lambda d: bool((d["udvalg"], d["sted"]) == ("Ældrerådet", "lokale 114 (Tårnet)")),
    # the head's date and time outweigh those of another body's decision
    "tidligere-udvalgs-dato": lambda d: bool((d["dato"], d["starttid"]) == ("2009-03-12", "18:00")),
    # "Dirigent: ..." below the absent names nobody absent; "Til stede fra bestyrelsen:"
    "hvem-der-staar-efter-de-fravaerende": lambda d: bool(
        names(d["fravaerende"]) == ["Ditte Vang", "Ejnar Krogh"]
        and names(d["deltagere"]) == ["Vilfred Ager", "Tove Brandt", "Palle Mose"]
        and len(d["rest"]) == 3
    ),
    # "Ikke fremmødt; X", "(ref)", an initial of two letters
    "ikke-fremmoedt": lambda d: bool(
        names(d["fravaerende"]) == ["Ejnar Krogh"]
        and names(d["deltagere"]) == ["Vilfred Ager", "Ch. Brandt", "Palle Mose", "Tove Dahl"]
        and d["deltagere"][3]["rolle"] == "ref"
    ),
    # "A og B deltager som stedfortrædere" below "Afbud"
    "to-stedfortraedere-efter-afbud": lambda d: bool(
        names(d["fravaerende"]) == ["Tove Brandt", "Palle Mose"]
        and names(d["deltagere"]) == ["Vilfred Ager", "Ditte Vang", "Ejnar Krogh Lind"]
    ),
    # a list over several lines, where some names have an organisation behind them
    "deltagere-over-flere-linjer": lambda d: bool(
        len(d["deltagere"]) == 13
        and names(d["fravaerende"]) == ["Viggo Hald", "Bodil Dahl"]
        and [p["rolle"] for p in d["deltagere"] if p["navn"] == "Holger Toft"] == ["Stedfortræder for Bodil Dahl"]
    ),
    # a line without a comma in a list of names with organisations
    "en-uden-forening-i-listen": lambda d: bool(
        [p["rolle"] for p in d["deltagere"]][3:] == ["Borgmester, kommunen", "Formand for TMU", "Lyngens Jagtforening"]
    ),
    # an empty "Lokation:" does not take the label below it, and another date than the meeting's is not lost
    "tomt-sted-over-en-etiket": lambda d: bool(
        d["sted"] is None and "Torsdag, 10 marts, 2022 - 05:15" in [r["tekst"] for r in d["rest"]]
    ),
    # "Den 4. april 2006: X" of a meeting of two days: who was absent, and what was told, no place
    "moede-over-to-dage": lambda d: bool(
        names(d["fravaerende"]) == ["Ditte Vang"]
        and d["sted"] is None
        and any("fortalte om havnen" in r["tekst"] for r in d["rest"])
    ),
    # what begins with the decision is the decision, reservations and motions with it
    "beslutninger-alene-med-forbehold": lambda d: bool(
        outcomes(d)[0] == ["godkendt"] and outcomes(d)[3] == ["godkendt"] and outcomes(d)[5] == ["godkendt"]
    ),
    # an open item and a closed one have the same title
    "lukket-navnebror": lambda d: bool([p["lukket"] for p in d["punkter"]] == [False, False, True]),
    # the meeting's date has the time, the letter's has none; who left and when is not the meeting's time
    "brevhovedets-dato-og-hvem-der-gik": lambda d: bool((d["dato"], d["starttid"]) == ("2007-11-14", "14:00")),
    # "Bente Niels, Friluftsrådet": one a line with what they stand for
    "medlem-og-forening": lambda d: bool(
        names(d["deltagere"]) == ["Bente Niels", "Jens Sønder", "Rut Jens", "Hanne Ber"]
        and d["deltagere"][1]["rolle"] == "Danmarks Naturfredningsforening"
        and names(d["fravaerende"]) == ["Carsten Ryb"]
    ),
    # a line "Medarbejdere: ..." begins anew
    "gruppeord-midt-i-listen": lambda d: bool(
        names(d["deltagere"])[3:] == ["Bjarke Bis Yol", "Nikolaj Koef Lam", "Ane Kristof"]
    ),
    # "1. næstformand- afbud", "deltog ikke i behandlingen af punkt: 3"
    "afbud-bag-rolle": lambda d: bool(
        absent(d)
        == [
            ("Peter Jakobi", "afbud", None),
            ("Jorun Bak", "afbud", None),
            ("Freddy Blok", None, "3"),
            ("Anna Bon Niels", None, "1, 2"),
        ]
    ),
    # "Fraværende", and below it "Nej" or "Ja"
    "fravaerende-nej": lambda d: bool(
        outcomes(d) == [["andet"], ["andet"], ["godkendt"]]
        and names(decision(d, 2)["fravaerende"]) == ["Miki Dam Lars", "Jesper Ham"]
    ),
    # "Meddelelse fra formandenReferat"
    "overskrift-klistret-til-titel": lambda d: bool(
        titles(d) == ["Meddelelse fra formanden", "Beslutning - Kvartalsrapport 3-2020"]
        and d["punkter"][1]["resume"]["tekst"] == "Rapporten forelægges."
        and len(d["indholdsfortegnelse"]) == 3
    ),
    # a numbered list within the presentation of a page's only item
    "liste-i-eneste-punkt": lambda d: bool(len(d["punkter"]) == 1 and outcomes(d) == [["droeftet"]]),
    # "at 12.310 kr. kræves tilbage"
    "at-beloeb": lambda d: bool(d["punkter"][0]["indstilling"]["forslag"][1].startswith("at 12.310 kr.")),
    # absence among the lines about an item
    "fravaerende-foer-punktet": lambda d: bool(
        names(decision(d, 0)["fravaerende"]) == ["Karla Mads", "Jens Chr. Golden"]
        and names(decision(d, 1)["fravaerende"]) == ["Karla Mads"]
    ),
    # "A (7), F (1) og Ø (1)"; a recommendation that goes on below "indstiller, at"
    "stemmetal-bag-partier": lambda d: bool(
        decision(d, 0)["afstemning"]["antal"] == {"for": 9, "imod": 12, "undlod": None}
        and d["punkter"][0]["indstilling"]["forslag"] == ["forslaget vedtages."]
    ),
    # groups of items over the head of a table
    "grupper-over-tabelhoved": lambda d: bool(
        [p["lukket"] for p in d["punkter"]] == [False, False, True] and "SAGER" not in decision(d, 0)["tekst"]
    ),
    # case numbers that come again above titles are no running lines
    "sagsnummer-over-titel-gentages": lambda d: bool(
        [p["sagsnummer"] for p in d["punkter"]]
        == ["00.22.04-A00-1-18", "00.22.04-A00-1-18", "00.22.04-A00-2-18", "00.22.04-A00-1-18"]
        and d["dato"] == "2019-05-08"
    ),
    # "Sag fra:" and a committee's name are no title
    "sag-fra-udvalg": lambda d: bool(titles(d) == ["Anlægsregnskab for havnen", "Slidlag i 2001"]),
    # groups before the first entry and between entries, no leaders, page numbers that the list names
    "indhold-med-grupper": lambda d: bool(
        numbers(d) == ["93", "94", "107"]
        and len(d["indholdsfortegnelse"]) == 4
        and decision(d, 0)["tekst"] == "Taget til efterretning."
    ),
    # an entry whose title leaves no room for a leader
    "indhold-med-kort-streg": lambda d: bool(
        numbers(d) == ["1", "2", "3", "4"] and [e["side"] for e in d["indholdsfortegnelse"]] == [3, 4, 5, 6, 7]
    ),
    # "Klik her for at ..." behind a title, pipes within points
    "knap-klistret-til-titel": lambda d: bool(
        titles(d) == ["Godkendelse af dagsorden", "Eventuelt"]
        and d["punkter"][0]["indstilling"]["forslag"] == ["at dagsordenen godkendes"]
    ),
    # the council's name in capitals is the letterhead of its committee
    "byraadets-navn-over-udvalget": lambda d: bool(
        d["udvalg"] == "Folkeoplysningsudvalget" and d["punkter"][0]["indstilling"] is not None
    ),
    "i-moedet-deltager": lambda d: bool(len(d["deltagere"]) == 3 and names(d["fravaerende"]) == ["Peter Pouls"]),
    "havde-meddelt-afbud": lambda d: bool(names(d["fravaerende"]) == ["Birte Skår", "Basem Bara"]),
    # "(Deltog ikke i mødet fra punkt 1 til punkt 2.)"
    "fravaer-fra-punkt-til-punkt": lambda d: bool(absent(d) == [("Anders Samuels", None, "1 til punkt 2")]),
    "aaben-sag-og-sagsnr": lambda d: bool([p["sagsnummer"] for p in d["punkter"]] == ["15/213", "15/214"]),
    # who did not take part has not abstained; "15 stemmer mod 8 stemmer for forslag A"
    "undlod-at-deltage": lambda d: bool(
        decision(d, 0)["afstemning"] is None
        and decision(d, 1)["afstemning"]["antal"] == {"for": 15, "imod": 8, "undlod": None}
    ),
    "naeste-moede-er-eventuelts-tekst": lambda d: bool(
        d["punkter"][2]["oevrige"][0]["tekst"].startswith("Næste møde") and not d["rest"]
    ),
    # one date above each title is the head of the page
    "dato-over-hvert-punkt": lambda d: bool(
        len(d["indholdsfortegnelse"]) == 3 and decision(d, 0)["tekst"] == "Godkendt."
    ),
    # a known topic is a point of the list that a colon opens
    "emner-som-punkter": lambda d: bool(
        len(d["punkter"][1]["oevrige"]) == 1 and "Fremtidens beholdere" in d["punkter"][1]["oevrige"][0]["tekst"]
    ),
    # the town hall of a municipality that ended in 2006 says nothing of 2019
    "raadhus-i-tidligere-kommune": lambda d: bool(d["kommune"] is None),
    # "Punkttype" and "Beslutning." is no decision
    "punkttype-beslutning": lambda d: bool(outcomes(d) == [["afvist"]]),
    # "Det indstilles, at ..." ends the case's text
    "indstilling-uden-overskrift": lambda d: bool(
        d["punkter"][0]["indstilling"]["forslag"] == ["at budgetopfølgningen godkendes."]
        and len(d["punkter"][1]["indstilling"]["forslag"]) == 2
        and outcomes(d) == [["godkendt"], ["godkendt"]]
    ),
    # "Referat" below each running header is no decision's heading; the contents say what is closed
    "lukket-i-indholdet": lambda d: bool(
        [p["lukket"] for p in d["punkter"]] == [False, False, True]
        and outcomes(d) == [["godkendt"], ["udsat"], []]
        and names(d["fravaerende"]) == ["Johanne Fogh"]
    ),
    # the meeting's date, not the letter's; the pages that the contents name; a mark behind a member
    "brevets-dato": lambda d: bool(
        d["dato"] == "2009-06-12"
        and names(d["deltagere"]) == ["Peder Kjær", "Jørgen Hessel"]
        and absent(d) == [("Inger Sand", "afbud", None)]
        and outcomes(d) == [["taget_til_efterretning"], ["taget_til_efterretning"], ["godkendt"]]
        and decision(d, 0)["tekst"].endswith("ombygningen.")
        and decision(d, 2)["afstemning"]["imod"] == ["Bo Lund"]
    ),
    # decisions below free text, with who took no part; groups of items in capitals
    "afstemning-og-inhabil-til-sidst": lambda d: bool(
        d["udvalg"] == "Kulturudvalget" and outcomes(d) == [["taget_til_efterretning"], ["afvist"], ["anbefalet"]]
    ),
    # a page's button before every heading
    "knap-foer-overskrift": lambda d: bool(
        d["punkter"][0]["resume"]["overskrift"] == "Resume"
        and d["punkter"][0]["sagsfremstilling"]["tekst"] == "Ministeren har sendt et oplæg i høring."
        and outcomes(d) == [["taget_til_efterretning"], ["droeftet"]]
    ),
    # one item, whose number stands below its decision's heading
    "punktnummer-i-beslutningen": lambda d: bool(
        numbers(d) == ["10"] and d["punkter"][0]["indstilling"] and outcomes(d) == [["godkendt"]]
    ),
    # the numbers within a decision are no items
    "nummereret-beslutning-er-ingen-punkter": lambda d: bool(
        titles(d) == ["Referat og godkendelse af dagsordenen"] and outcomes(d) == [["godkendt"]]
    ),
    # 5 for, 39 against, below a recommendation; the case number before the title
    "afstemning-uden-overskrift": lambda d: bool(
        titles(d) == ["Medlemsforslag om koncerter"]
        and d["punkter"][0]["sagsnummer"] == "BR 242/07"
        and decision(d, 0)["udfald"] == "afvist"
        and decision(d, 0)["afstemning"]["imod"] == ["A", "B", "C", "F", "O", "V"]
    ),
    # three items, each with the number 1
    "alle-punkter-nummer-et": lambda d: bool(
        numbers(d) == ["1", "1", "1"] and outcomes(d) == [["godkendt"], ["andet"], ["godkendt"]]
    ),
    # links at the end are no decision
    "links-nederst": lambda d: bool(outcomes(d) == [["godkendt"], []]),
    # two closed items with the same title are two entries
    "indhold-med-lukkede": lambda d: bool([e["nummer"] for e in d["indholdsfortegnelse"]] == ["1", "2", "3", "4"]),
    # body and date at the head of a list of contents are no entries
    "indholdets-hoved": lambda d: bool([e["nummer"] for e in d["indholdsfortegnelse"]] == ["1", "2"]),
    # marks before every title
    "aabent-foer-titel": lambda d: bool(
        [(p["titel"], p["lukket"]) for p in d["punkter"]]
        == [("Kommuneplan 2013 - juni. Endelig vedtagelse", False), ("Salg af ejendom", True)]
    ),
    # four items without titles below "Åben"; "Punkt 28 blev ..." begins none
    "aaben-mellem-punkter": lambda d: bool(
        numbers(d) == [None] * 4 and [len(p["vedtagelser"]) for p in d["punkter"]] == [1, 1, 1, 1]
    ),
    # titles stand below the lines with case numbers
    "titel-under-sagsnr": lambda d: bool(
        titles(d) == ["Skrivelser, meddelelser m.v.", "Orientering om salg af byggegrunde"]
        and [p["sagsnummer"] for p in d["punkter"]] == ["00.00.00-P19-1391-07", "13.06.02-G01-14-15"]
    ),
    # time and place of later meetings are not this one's
    "naeste-moedes-tid": lambda d: bool(
        d["dato"] == "2014-03-04" and (d["starttid"], d["sluttid"], d["sted"]) == (None, None, None)
    ),
    # "Fraværende." below a heading is its text
    "et-ord-med-punktum": lambda d: bool(
        d["punkter"][0]["sagsfremstilling"]["tekst"] == "Fraværende." and not d["punkter"][0]["oevrige"]
    ),
    # the bodies above an item's own decision did not hold the meeting
    "tidligere-organ-er-ikke-moedet": lambda d: bool(d["udvalg"] is None and d["dato"] is None),
    # an item's title above the minutes is no place
    "titel-er-ikke-sted": lambda d: bool(d["sted"] is None and d["punkter"][0]["sagsnummer"] == "BR 242/07"),
    # 2 decisions, the last Teknikudvalget/afvist
    "enlig-beslutning-sluges": lambda d: bool(
        len(d["punkter"][0]["vedtagelser"]) == 2
        and decision(d, 0)["udfald"] == "afvist"
        and decision(d, 0)["organ"] == "Teknikudvalget"
    ),
    # items 1,2,3
    "titler-med-kolon": lambda d: bool(numbers(d) == ["1", "2", "3"]),
    # none of items 1,3,4,5 godkendt; 2 not godkendt; 6 not afvist; 7 not udsat
    "udfald-fra-bisaetning": lambda d: bool(
        not any(v["udfald"] in ("godkendt", "afvist", "udsat") for p in d["punkter"] for v in p["vedtagelser"])
    ),
    # items 1-4, 4 = Valg af borgmester
    "liste-kaprer-punktnumre": lambda d: bool(
        numbers(d) == ["1", "2", "3", "4"]
        and titles(d)[3] == "Valg af borgmester"
        and len(d["punkter"][2]["vedtagelser"]) == 1
    ),
    # items 42,43, sagsnr 26,27, dato, godkendt
    "sagsnr-som-punktnummer": lambda d: bool(
        numbers(d) == ["42", "43"] and d["dato"] == "2006-03-21" and outcomes(d) == [["godkendt"]] * 2
    ),
    # 342,343,367(lukket)
    "lukket-med-spring": lambda d: bool(numbers(d) == ["342", "343", "367"] and d["punkter"][2]["lukket"]),
    # Anna, Bo absent, not present
    "undtagen-fravaerende": lambda d: bool(
        names(d["fravaerende"]) == ["Anna Vind", "Bo Lund"] and names(d["deltagere"]) == ["Carl Mose"]
    ),
    # Anna and Bo present
    "kun-lukket-del": lambda d: bool(set(names(d["deltagere"])) >= {"Anna Vind", "Bo Lund"}),
    # Anna absent in decisions and meeting
    "fravaerende-under-beslutning": lambda d: bool(
        names(decision(d, 0)["fravaerende"]) == ["Anna Vind"] and names(decision(d, 1)["fravaerende"]) == ["Anna Vind"]
    ),
    # 4 present
    "grupper-i-til-stede": lambda d: bool(names(d["deltagere"]) == ["Anna Vind", "Bo Lund", "Carl Mose", "Dorte Eng"]),
    # present 3, absent 2
    "grupper-i-fravaerende": lambda d: bool(
        set(names(d["deltagere"])) >= {"Anna Vind", "Bo Lund", "Carl Mose"}
        and names(d["fravaerende"]) == ["Eva Toft", "Finn Krog"]
    ),
    # 5 present
    "liste-brydes-af-et-navn": lambda d: bool(len(d["deltagere"]) == 5),
    # Anna absent; Bo absent at 2-3
    "fravaerende-to-saetninger": lambda d: bool("Anna Vind" in names(d["fravaerende"])),
    # both absent in item 1
    "to-fravaerende-deltog-ikke": lambda d: bool(names(decision(d, 0)["fravaerende"]) == ["Anna Vind", "Bo Lund"]),
    # Jens Kr. Toft in full everywhere
    "forkortet-mellemnavn": lambda d: bool(
        decision(d, 2)["afstemning"]["imod"] == ["Jens Kr. Toft"]
        and decision(d, 4)["afstemning"]["undlod"] == ["Jens Kr. Toft"]
        and decision(d, 3)["bemaerkninger"][0]["hvem"] == ["Jens Kr. Toft"]
    ),
    # hvem Bo Lund / Carl Mose / no remark; Dorte absent from the meeting
    "inhabil-hvem": lambda d: bool(
        [b["hvem"] for p in d["punkter"] for b in p["vedtagelser"][0]["bemaerkninger"]] == [["Bo Lund"], ["Carl Mose"]]
    ),
    # Anna, Bo absent
    "fravaerende-som-sektion": lambda d: bool(names(d["fravaerende"]) == ["Anna Vind", "Bo Lund"]),
    # oversendt to Sundhed- og Omsorgsudvalget
    "organ-med-bindestreg": lambda d: bool(decision(d, 0)["udfald"] == "oversendt"),
    # item 121, dato 2019-08-29 16:00, sagsnr KLE
    "kle-nummer-som-punkt": lambda d: bool(numbers(d) == ["121"] and d["dato"] == "2019-08-29" and d["sted"] != "PM"),
    # sted null, contents 1-3
    "indhold-foer-deltagere": lambda d: bool(d["sted"] is None and len(d["indholdsfortegnelse"]) == 3),
    # title without the KLE line
    "kle-linje-i-titel": lambda d: bool(titles(d)[0].endswith("Elmevej") and not d["advarsler"]),
    # decision heading read
    "valgperiode-i-navn": lambda d: bool(decision(d, 0)["overskrift"] is not None),
    # title without colon
    "kolon-efter-nummer": lambda d: bool(titles(d)[0] == "Godkendelse af dagsorden"),
    # no warning
    "indholdets-kolonnehoved": lambda d: bool(not d["advarsler"]),
    # Brønderslev
    "kommune-raadhus": lambda d: bool((d["kommune"] or {}).get("navn") == "Brønderslev"),
    # name alone
    "afbud-stedfortraeder": lambda d: bool(names(decision(d, 0)["fravaerende"]) == ["Anna Vind", "Bo Lund"]),
    # the substitute present; two absent from items 14-19 only, and present
    "delvist-fravaer": lambda d: bool(
        names(d["deltagere"]) == ["Karl Holm", "Otto D. Lyk", "Sarah Kristensen", "Jørgen Bast"]
        and absent(d)
        == [("Poul Vest", "afbud", None), ("Otto D. Lyk", None, "14-19"), ("Sarah Kristensen", None, "14-19")]
    ),
    # present at item 1, absent from items 12-15 of the meeting
    "delvist-fravaer-under-beslutning": lambda d: bool(
        "Torben Hav" in names(d["deltagere"])
        and absent(d) == [("Torben Hav", None, "12-15")]
        and decision(d, 0)["fravaerende"] == []
    ),
    # absent from items 1 and 9; who left is not said to be absent, and the sentence is kept
    "delvist-fravaer-i-saetning": lambda d: bool(
        absent(d) == [("Bo Liberg", None, "1 og 9")] and any("Jytte Lind" in r["tekst"] for r in d["rest"])
    ),
    # both substitutes
    "stedfortraeder-i-saetning": lambda d: bool(names(d["deltagere"]) == ["Mikael Olsen", "Reza Jensen"]),
    "stedfortraeder-i-liste": lambda d: bool(
        [(p["navn"], p["rolle"]) for p in d["deltagere"]]
        == [
            ("Stefanie Los", None),
            ("Tine Hund", "Stedfortræder for Villy Søv"),
            ("Herdis Hang", "Stedfortræder for Bo Liberg"),
        ]
        and absent(d) == [("Villy Søv", "afbud", None), ("Bo Liberg", "afbud", None)]
    ),
    "stedfortraeder-i-bemaerkning": lambda d: bool(
        names(d["deltagere"]) == ["Anette Skov", "Arne Bek", "Anders Lil"]
        and absent(d) == [("Mikkel Denk", "afbud", None), ("Benthe Holm", "afbud", None)]
    ),
    # those below 'undtagen:' are absent; who was there for one item was there, and for which is kept
    "undtagen-paa-naeste-linje": lambda d: bool(
        names(d["deltagere"]) == ["Viggo Lind", "Anna Tved"]
        and sorted(names(d["fravaerende"])) == ["Marie Thyr", "Peder Aal"]
        and any("punkt 2" in r["tekst"] for r in d["rest"])
        and [(p["navn"], p["aarsag"]) for p in decision(d, 1)["fravaerende"]]
        == [("Kim Grå", "afbud"), ("Rune Sol", "afbud")]
    ),
    # given names in a list are people; one alone is left over, and no word is lost
    "fornavne-alene": lambda d: bool(
        names(d["deltagere"]) == ["Kaj-Jørn", "Pernille", "Dorthe", "Anne Grete"]
        and names(d["fravaerende"]) == ["Lis", "Trine"]
        and [r["tekst"] for r in d["rest"]] == ["Fraværende: Rikke"]
    ),
    # a dash for the party ends no name
    "parti-som-streg": lambda d: bool(
        [(p["navn"], p["parti"]) for p in d["deltagere"]]
        == [("Frode Ankersen", None), ("Sigrid Kjeldal", "C"), ("Gorm Holt", None)]
    ),
    # Byrådet
    "konstituerende": lambda d: bool(d["udvalg"] == "Byrådet"),
    # items 1, 2 with their decisions; four entries of contents
    "indhold-kun-lukkede-uden-tekst": lambda d: bool(
        numbers(d) == ["1", "2"]
        and outcomes(d) == [["godkendt"]] * 2
        and len(d["indholdsfortegnelse"]) == 4
        and not d["punkter"][1]["lukket"]
    ),
    # titles without the group's line, case numbers read, nothing left over
    "gruppelinje-under-titel": lambda d: bool(
        titles(d) == ["Meddelelse om fravær", "Flytning af centeret", "Gebyr for affald 2019"]
        and all(p["sagsnummer"] for p in d["punkter"])
        and not any(p["oevrige"] for p in d["punkter"])
    ),
    # the group's line is no part of a title
    "gruppelinje-i-titel": lambda d: bool(
        titles(d)[1] == "Boliger ved Havnegade. Lokalplan til endelig vedtagelse"
        and d["punkter"][1]["sagsnummer"] == "01.02.05-P16-1092-15"
    ),
    # one item without a title, two decisions, no contents
    "indhold-uden-indhold": lambda d: bool(
        len(d["punkter"]) == 1
        and len(d["punkter"][0]["vedtagelser"]) == 2
        and d["punkter"][0]["resume"] is not None
        and not d["indholdsfortegnelse"]
    ),
    # the line of kind and date is no title
    "dagsorden-uden-titel": lambda d: bool(
        titles(d) == [""] and d["dato"] == "2025-10-21" and d["starttid"] == "15:30"
    ),
    # an item at each case number, members read
    "punkter-uden-titel-sagsid": lambda d: bool(
        titles(d) == ["", ""]
        and [p["sagsnummer"] for p in d["punkter"]] == ["20/33839", "20/35762"]
        and any(a["kode"] == "titel-mangler" for a in d["advarsler"])
        and outcomes(d) == [["godkendt"], ["udsat"]]
        and len(d["deltagere"]) == 3
    ),
    # likewise, labels without colon
    "punkter-uden-titel-uden-kolon": lambda d: bool(
        [p["sagsnummer"] for p in d["punkter"]] == ["18/19169", "21/22164"]
        and outcomes(d) == [["anbefalet"], ["udsat"]]
        and len(d["deltagere"]) == 3
    ),
    # the line under Beslutning is the decision
    "godkendt-er-ingen-titel": lambda d: bool(titles(d) == ["", ""] and outcomes(d) == [["godkendt"], ["valgt"]]),
    # 'Ad 1' belongs to the decision
    "ad-1-er-svar": lambda d: bool(numbers(d) == ["423", "424"] and decision(d, 1)["afstemning"]["imod"] == ["O"]),
    # numbered people are no items
    "nummererede-deltagere": lambda d: bool(numbers(d) == ["1"] and decision(d, 0)["udfald"] == "godkendt"),
    # 'Beslutning Tilbagesendes ...' is heading and text
    "beslutning-paa-samme-linje": lambda d: bool(
        titles(d) == ["Godkendelse af regnskab 2018", "Ny vej – projektgodkendelse"]
        and outcomes(d) == [["godkendt", "anbefalet"], ["oversendt"]]
    ),
    # the item goes on behind the line of the meeting's end
    "sluttid-foer-beslutning": lambda d: bool(outcomes(d) == [["godkendt"]] and d["dokumenttype"] == "referat"),
    # what a board outside decided is part of the presentation
    "naevnets-afgoerelse": lambda d: bool(
        [len(p["vedtagelser"]) for p in d["punkter"]] == [1, 1]
        and len(d["punkter"][0]["sagsfremstilling"]["afsnit"]) == 1
    ),
    # three bodies' decisions, each under its heading
    "organer-uden-udvalg": lambda d: bool(
        [v["organ"] for v in d["punkter"][1]["vedtagelser"]][:3]
        == ["Direktionen", "Plan, Miljø og Teknik", "Børn, Unge og Læring"]
    ),
    # topics told by what they end in
    "emner-efter-endelse": lambda d: bool(
        [a["emne"] for a in d["punkter"][0]["sagsfremstilling"]["afsnit"]]
        == ["lovgrundlag", "vurdering", "oekonomi", "miljoe"]
    ),
    # the place is no title
    "sted-er-ingen-titel": lambda d: bool(titles(d) == ["", ""] and outcomes(d) == [["godkendt"], ["udsat"]]),
    # 'BeslutningGodkendt.' is heading and text
    "overskrift-klistret-til-tekst": lambda d: bool(
        outcomes(d) == [["godkendt"], ["taget_til_efterretning"]] and d["punkter"][1]["sagsfremstilling"] is not None
    ),
    # '114Spørgsmål' is number and title
    "nummer-klistret-til-titel": lambda d: bool(numbers(d) == ["114", "115"] and titles(d)[0].startswith("Spørgsmål")),
    # the presentation goes on behind earlier dates
    "tidligere-behandling-midt-i": lambda d: bool(
        [a["overskrift"] for a in d["punkter"][0]["sagsfremstilling"]["afsnit"]] == ["Økonomiske konsekvenser"]
    ),
    # '... 16.30.Sagsfremstilling' is text and heading
    "overskrift-klistret-til-linjens-ende": lambda d: bool(len(d["punkter"][1]["sagsfremstilling"]["afsnit"]) == 1),
    # attachments are no part of the next title
    "bilag-foer-titel": lambda d: bool(
        titles(d)[1] == "Lokalplan 154 Nord for Åvej - Endelig vedtagelse" and len(d["punkter"][0]["bilag"]) == 4
    ),
    # closed items that are listed first are items
    "lukkede-foerst": lambda d: bool(
        numbers(d) == ["165", "166", "145", "146"] and [p["lukket"] for p in d["punkter"]] == [True, True, False, False]
    ),
    # an item at each case number
    "punkter-uden-titel-sagsnr": lambda d: bool(
        [p["sagsnummer"] for p in d["punkter"]] == ["00.00.00-P35-34-24", "00.00.00-A00-11-24", "00.32.10-S00-1-24"]
        and d["dato"] == "2025-06-25"
    ),
    # no items, and that is said
    "en-linje-pr-side": lambda d: bool(not d["punkter"] and any(a["kode"] == "ingen-punkter" for a in d["advarsler"])),
    # three entries, three items that are listed
    "indhold-brudt-over-linjer": lambda d: bool(
        [e["nummer"] for e in d["indholdsfortegnelse"]] == ["01", "02", "03"]
        and numbers(d) == ["01", "02", "03"]
        and not any(a["kode"] == "punkt-ikke-i-indhold" for a in d["advarsler"])
    ),
    # a decision that begins with 'Bilag til pkt. 3' is kept
    "vedtagelse-om-bilag": lambda d: bool(
        decision(d, 0)["tekst"].startswith("Bilag til pkt. 3 (notat om cykelstien)") and not d["punkter"][0]["bilag"]
    ),
    # 'Stedfortræder:' says who they are; 'Ej til stede' under each decision is told of the meeting
    "stedfortraeder-paa-egen-linje": lambda d: bool(
        [(one["navn"], one["rolle"]) for one in d["deltagere"]]
        == [("Ib Friis", None), ("Lis Holm", None), ("Bo Schön", None), ("Ea Lind", "Stedfortræder")]
        and absent(d) == [("Jo Kramer-Dahl", None, None)]
    ),
    "ej-til-stede": lambda d: bool(absent(d) == [("Jo Kramer-Dahl", None, None)]),
    # the line below the meeting's date and hour is where it meets, and no title of the one item
    "sted-over-eneste-punkt": lambda d: bool(
        d["sted"] == "Via Microsoft Teams" and titles(d) == [""] and outcomes(d) == [["godkendt"]]
    ),
    # 'Særlige forhold' tells who stands in, 'Fravær med afbud' why
    "saerlige-forhold": lambda d: bool(
        [(one["navn"], one["rolle"]) for one in d["deltagere"]]
        == [("Helle Ask", None), ("Finn Gerd", None), ("Henrik Olby", "Stedfortræder for Bente Holm")]
        and absent(d) == [("Bente Holm", "afbud", None), ("Gert Krog-Dahl", "afbud", None)]
    ),
    # behind the recommendation's points and above the attachments stands the decision
    "vedtagelse-mellem-punkter-og-bilag": lambda d: bool(
        outcomes(d) == [["godkendt"], ["taget_til_efterretning"], ["taget_til_efterretning"]]
        and [p["indstilling"]["forslag"] for p in d["punkter"]]
        == [
            ["at referatet godkendes"],
            ["at status tages til efterretning"],
            ["at orienteringen tages til efterretning"],
        ]
        and [len(p["bilag"]) for p in d["punkter"]] == [1, 0, 1]
    ),
    # 'Bestyrelsesmøde, d. 22. maj 3' counts pages though no year stands in it
    "sidefod-med-dag-uden-aar": lambda d: bool(
        [e["titel"] for e in d["indholdsfortegnelse"]] == titles(d)
        and "22. maj" not in "".join(v["tekst"] for p in d["punkter"] for v in p["vedtagelser"])
        and not d["advarsler"]
    ),
    # under the heads of its columns alone, with pages behind the titles, stands the list of contents
    "indhold-under-kolonner-alene": lambda d: bool(
        [(e["nummer"], e["side"]) for e in d["indholdsfortegnelse"]] == [("1", 3), ("2", 3), ("3", 4), ("9", 10)]
        and [e["titel"] for e in d["indholdsfortegnelse"]] == titles(d)
        and numbers(d) == ["1", "2", "3", "9"]
    ),
    # a page of one item, whose decision tells which body met, from when to when, and who was absent
    "side-med-dagsordenens-godkendelse": lambda d: bool(
        d["udvalg"] == "Sundheds- og Omsorgsudvalget"
        and (d["starttid"], d["sluttid"]) == ("14:30", "17:00")
        and absent(d) == [("Carl Ebbe", "afbud", None), ("Tom Peters", None, "2")]
    ),
}


@pytest.mark.parametrize("name", HOLDS)
def test_a_habit_of_real_minutes_is_understood(name: str) -> None:
    document = parse_bytes((FOLDER / f"{name}.txt").read_bytes()).model_dump(mode="json", by_alias=True)
    assert HOLDS[name](document), [(p["nummer"], p["titel"]) for p in document["punkter"]]


def test_every_text_is_tried() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(HOLDS)
