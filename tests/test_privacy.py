"""Personal data: what is pointed at in many languages, and what is not; where it stands in returns and answers."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_cli.files import installed
from toolkit_cli.kits import texts, translation, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.privacy.names import Names
from toolkit_cli.privacy.passages import Passage
from toolkit_cli.privacy.rules import Writer, spans
from toolkit_cli.privacy.scanner import ResponseScanner, ToolkitWords, composed
from toolkit_cli.privacy.spans import DATE, KINDS, replaced
from toolkit_cli.privacy.text import parsed
from toolkit_cli.responses.response import Response

from .spotted import found
from .timing import in_seconds

# A sentence each, and what has to be found in it. No person or place in them is real, but for names of streets.
LIKELY = """\
en | Our client Mr Smith moved to 12 High Street on 3 May 2020. | name: Smith; address: 12 High Street; date: 3 May 2020
en | One participant, called Darren, rang 020 7946 0958 twice. | name: Darren; phone number: 020 7946 0958
en | Write to j.doe@example.org or +44 7700 900123. | e-mail address: j.doe@example.org; phone number: +44 7700 900123
en | We spoke with Kelly Osgood about file no. 2020/1234. | name: Kelly Osgood; case number: 2020/1234
en | His partner Maria was safe, and Maria’s sister too. | name: Maria; name: Maria
en | I spoke to Xhevdet Qazimi about it. Later Qazimi agreed, and we told Xhevdet so. \
 | name: Xhevdet Qazimi; name: Qazimi; name: Xhevdet
en | We met Xhevdet Qazimi in May. Xhevdet Qazimi stayed. | name: Xhevdet Qazimi; name: Xhevdet Qazimi
en | We met Marko May last year. | name: Marko
en | On Monday John Smith came late, and on Fridays Maria rings. | name: John Smith; name: Maria
en | We called Anna Monday. | name: Anna Monday
fr | Elle a donné le 2 55 08 14 168 025 38. | identity number: 2 55 08 14 168 025 38
de | Wir sahen Anna Montag früh wieder. | name: Anna
en | The case is K-123/20, his insurance number is AB123456C. | case number: K-123/20; identity number: AB123456C
en | A father named O’Brien, born 12/03/1985, of SW1A 1AA. | name: O’Brien; date: 12/03/1985; address: SW1A 1AA
de | Herr Müller wohnt in der Hauptstraße 12a, 10115 Berlin. | name: Müller; address: Hauptstraße 12a, 10115 Berlin
de | Unser Klient heißt Yannik und ist am 3. Mai 1985 geboren. | name: Yannik; date: 3. Mai 1985
de | Das Aktenzeichen ist 12 Js 345/20, Frau Dr. Weber hat 0171 1234567. \
 | case number: 12 Js 345/20; name: Weber; phone number: 0171 1234567
de | Wir haben mit Anna Schneider über die Gruppe gesprochen. | name: Anna Schneider
fr | M. Dupont habite au 12, rue de la Paix, 75002 Paris. | name: Dupont; address: 12, rue de la Paix, 75002 Paris
fr | Sa compagne s’appelle Océane, son numéro est le 06 12 34 56 78. | name: Océane; phone number: 06 12 34 56 78
fr | Il est né le 1er mars 1985, dossier n° 2020/123. | date: 1er mars 1985; case number: 2020/123
it | Il signor Rossi abita in via Garibaldi 5, 20121 Milano. | name: Rossi; address: via Garibaldi 5, 20121 Milano
it | La compagna si chiama Ludovica, cell. 347 1234567. | name: Ludovica; phone number: 347 1234567
it | Il suo codice fiscale è RSSMRA85T10A562S, proc. n. 1234/2020. \
 | identity number: RSSMRA85T10A562S; case number: 1234/2020
es | La señora García vive en la calle Mayor, 5, y su DNI es 12345678Z. \
 | name: García; address: calle Mayor, 5; identity number: 12345678Z
es | Hablamos con Iker Moreno el 12 de marzo de 2020, tel. 612 345 678. \
 | name: Iker Moreno; date: 12 de marzo de 2020; phone number: 612 345 678
pt | O senhor Ferreira mora na Rua Augusta, n.º 10, 1100-053 Lisboa. \
 | name: Ferreira; address: Rua Augusta, n.º 10, 1100-053 Lisboa
pt | A mulher chama-se Matilde e o processo n.º 123/20.1 está aberto. | name: Matilde; case number: 123/20.1
nl | Meneer Jansen woont op Kerkstraat 5, 1012 AB Amsterdam. \
 | name: Jansen; address: Kerkstraat 5; address: 1012 AB Amsterdam
nl | De cliënt heet Daan en belde op 12 maart 2020 met 06-12345678. \
 | name: Daan; date: 12 maart 2020; phone number: 06-12345678
pl | Pan Kowalski mieszka przy ul. Marszałkowskiej 10/4, 00-590 Warszawa. \
 | name: Kowalski; address: ul. Marszałkowskiej 10/4, 00-590 Warszawa
pl | Klient ma na imię Zenon, PESEL 44051401359, sygn. akt II K 123/20. \
 | name: Zenon; identity number: 44051401359; case number: II K 123/20
cs | Pan Novák bydlí v ulici Nová 5, rodné číslo 710319/2745. \
 | name: Novák; address: ulici Nová 5; identity number: 710319/2745
cs | Klient se jmenuje Radovan a volal 12. března 2020 z čísla 603 123 456. \
 | name: Radovan; date: 12. března 2020; phone number: 603 123 456
hr | Gospođa Horvat živi u ulici Ilica 5 u Zagrebu, a OIB je 33392005961. \
 | name: Horvat; address: ulici Ilica 5; identity number: 33392005961
hr | Klijent se zove Ante, tel. 091 234 5678, predmet br. K-12/20. \
 | name: Ante; phone number: 091 234 5678; case number: K-12/20
sl | Oglasila se je gospa Kovač, 12. marca 2020. | name: Kovač; date: 12. marca 2020
ro | Domnul Popescu locuiește pe str. Victoriei nr. 5, CNP 1630615123457. \
 | name: Popescu; address: str. Victoriei nr. 5; identity number: 1630615123457
ro | Partenera lui se numește Ilinca și are dosarul nr. 1234/2/2020. | name: Ilinca; case number: 1234/2/2020
hu | Beszéltünk Kovács Anna ügyfelünkkel, aki a Kossuth Lajos utca 5. alatt lakik. \
 | name: Kovács Anna; address: Kossuth Lajos utca 5
hu | Az ügyfél 2020. március 12-én hívott a +36 30 123 4567 számról. \
 | date: 2020. március 12-én; phone number: +36 30 123 4567
sq | Zonja Hoxha jeton në rrugën e Durrësit 12, lindur më 12 mars 1985. \
 | name: Hoxha; address: rrugën e Durrësit 12; date: 12 mars 1985
el | Η κα Παπαδοπούλου μένει στην οδό Ερμού 12, τηλ. 210 1234567. \
 | name: Παπαδοπούλου; address: οδό Ερμού 12; phone number: 210 1234567
el | Ο πελάτης λέγεται Λυκούργος και ήρθε στις 12 Μαρτίου 2020, ΑΜΚΑ 01013099997. \
 | name: Λυκούργος; date: 12 Μαρτίου 2020; identity number: 01013099997
bg | Г-жа Петрова живее на ул. Витоша 5, ЕГН 7523169263. \
 | name: Петрова; address: ул. Витоша 5; identity number: 7523169263
bg | Клиентът се казва Огнян и се обади на 12 март 2020 г. от 0888 123 456. \
 | name: Огнян; date: 12 март 2020; phone number: 0888 123 456
sr | Господин Јовановић живи у улици Кнеза Милоша 5. | name: Јовановић; address: улици Кнеза Милоша 5
da | Hr. Jensen bor på Nørregade 12 og har cpr-nr 211062-5629. \
 | name: Jensen; address: Nørregade 12; identity number: 211062-5629
sv | Klienten heter Torbjörn och ringde från 070-123 45 67 den 12 mars 2020. \
 | name: Torbjörn; phone number: 070-123 45 67; date: 12 mars 2020
fi | Rouva Virtanen asuu osoitteessa Mannerheimintie 5, henkilötunnus 131052-308T. \
 | name: Virtanen; address: Mannerheimintie 5; identity number: 131052-308T
et | Klient nimega Kaarel, isikukood 36805280109, elab Pärnu mnt 5. \
 | name: Kaarel; identity number: 36805280109; address: Pärnu mnt 5
lv | Bērziņa kungs dzīvo Brīvības ielā 5 kopš 2020. gada 12. marta. \
 | name: Bērziņa; address: Brīvības ielā 5; date: 2020. gada 12. marta
lt | Ponas Kazlauskas gyvena Gedimino g. 5, skambino 2020 m. kovo 12 d. \
 | name: Kazlauskas; address: Gedimino g. 5; date: 2020 m. kovo 12 d.
tr | Dün Ayşe Hanım aradı, 12 Mart 2020 günü de. | name: Ayşe; date: 12 Mart 2020
hu | Tegnap beszéltem Balog úrral és Szűcs nénivel. | name: Balog; name: Szűcs
ca | Ahir va trucar el senyor Puig i la doctora Serra. | name: Puig; name: Serra
lt | Vakar kalbėjome su ponu Petrausku ir rašėme ponios Kazlauskienės sūnui. | name: Petrausku; name: Kazlauskienės
sk | Hovorili sme s pánom Kováčom, povedali pánovi Horvátovi. | name: Kováčom; name: Horvátovi
cs | Mluvili jsme s manželi Novákovými a doktorkou Malou. | name: Novákovými; name: Malou
sl | Govorili smo z gospodom Kovačem in gospo Novak. | name: Kovačem; name: Novak
ro | I-am scris dlui Popa și dnei Marin, apoi d-ra Stan a sunat. | name: Popa; name: Marin; name: Stan
lv | Runājām ar Bērziņa kungu un Ozoliņas kundzi. | name: Bērziņa; name: Ozoliņas
uk | Ми говорили з паном Шевченком, потім громадянин Бойко пішов. | name: Шевченком; name: Бойко
sr | Разговарали смо са господином Петровићем и госпођом Јовић. | name: Петровићем; name: Јовић
it | Parlammo con la dottoressa Greco e il dottor Conti. | name: Greco; name: Conti
mt | Tkellimna mas-Sur Borg u s-Sinjura Vella. | name: Borg; name: Vella
ga | Labhair muid leis an Uasal Breathnach. | name: Breathnach
uk | Клієнт на ім’я Остап подзвонив 12 березня 2020 року з +380 44 123 4567. \
 | name: Остап; date: 12 березня 2020; phone number: +380 44 123 4567
"""
# Sentences of the kind that answers hold, in which there is nothing to point at.
UNLIKELY = """\
el | Κάθε Σεπτέμβριο αρχίζουμε. Και φέτος, τον Σεπτέμβριο, ήρθαν πολλοί, όπως κάθε Σεπτέμβριο.
en | We called it Blue Tree Room. It has a Blue door now, so everyone paints in blue.
en | In March 2020 we moved 12 groups to Zoom; 20 men stayed, 5 left.
en | In 2020/21 we had 12 groups, in 2018-2020 ten. Since 2019/20 more men came, and in 1999/00. In 1999/00 we began.
en | His passport was lost, her ID card is with us, and the NI number of neither is known.
en | In 12345 London flats nobody lives. He lived in 2020 London.
en | We address Phase 2. A man who lived with us until May 2020 lives in London 3 days a week.
de | Er wohnt seit Mai 2020 hier, wir kamen auf Adresse und Gruppe 5.
pl | Na Pomorskiej 10 osób było w grupie, na Lubelskiej nikt.
en | On the account of 5000 men, 12 said so. The account 2020 is open.
en | The Istanbul Convention and the Domestic Abuse Act guide us.
en | We use Microsoft Teams, the Duluth Model and the White Ribbon campaign.
en | Between 2019 and 2020 we worked with 1 200 men, 35% more than in 2018/2019.
en | Our programme called Safe Steps runs from 9.00 to 17.00 in Northern Ireland.
en | European directive 2012/29/EU and ISO 27001 apply; call 112 or 116 006.
en | Mental Health Services and Women’s Aid were closed from March to May.
en | In this case 1000 people took part. See case 3 and case 4.
en | On Mondays the Greek and the Italian teams met with Work With Men Europe.
en | The page is https://example.org/2020/03/12/12345678901 and costs 120 000 000 euros.
de | Wir haben im März 2020 die Gruppe auf Zoom verlegt, weil die Räume zu klein waren.
de | Eine Frau Angst zu machen ist Gewalt; die Frau Gewalt erleben zu lassen auch.
de | Unsere Beratungsstelle heißt Männer gegen Gewalt und arbeitet mit der Polizei Berlin zusammen.
de | Seit dem Gewaltschutzgesetz § 1 arbeiten 12 Fachkräfte in 3 Teams, 50-100 Männer im Jahr.
de | Das Jugendamt und das Frauenhaus sind am Montag um 10.30 Uhr erreichbar.
fr | La Convention d’Istanbul et le Ministère de la Justice nous guident depuis mars 2020.
fr | Nous avons fait 12 séances par mois, soit 1 200 heures en 2020.
fr | L’association Maison des Femmes propose un groupe nommé Passerelle le lundi.
it | Il Centro Antiviolenza e il Ministero della Giustizia lavorano con noi da marzo 2020.
it | Abbiamo fatto 3 incontri via Zoom, 12 colloqui e 20 telefonate al mese.
it | In tante Regioni mancano ancora i fondi.
it | La legge 69/2019 e la Convenzione di Istanbul, il d.lgs. 196/2003.
es | El Ministerio de Igualdad y la Ley Orgánica 1/2004 nos obligan desde mayo, y la Ley 27/2003 también.
en | We called Monday, and on Friday Zoom failed.
en | People wanted faster Teams and faster Broadband for the groups.
en | The Greek Law 3500/2006 was changed by Law No. 4531/2018, and the French one by Loi 2010-769.
es | Al principio nadie quiso ir. Después vinieron todos los hombres del grupo.
es | Hicimos 12 sesiones con 20 hombres en Castilla y León y Madrid.
pt | A Comissão de Proteção e o Ministério Público reuniram em março de 2020.
nl | In maart 2020 zijn 10 leden van de groep naar Zoom gegaan.
pl | W marcu 2020 Ministerstwo Sprawiedliwości zamknęło 12 ośrodków w Polsce.
pl | Ustawa z 2005 r. (Dz.U. 2005 nr 180 poz. 1493) i 10-100 osób.
cs | V březnu 2020 jsme přešli na Zoom, 12 skupin v Praze a v Brně.
hr | U ožujku 2020. Ministarstvo pravosuđa zatvorilo je 12 centara u Hrvatskoj.
sl | Društvo za nenasilno komunikacijo je marca 2020 imelo 12 skupin v Ljubljani.
ro | Am avut 10 mai mulți bărbați decât în martie 2020, în total 12 ședințe.
hu | 2020 márciusában 12 csoportot vittünk át a Zoomra Budapesten.
sq | Në mars 2020 kemi punuar me 12 burra në Tiranë dhe Shkodër.
el | Τον Μάρτιο του 2020 κάναμε 12 συναντήσεις μέσω Zoom στην Αθήνα.
el | Η Σύμβαση της Κωνσταντινούπολης και ο ν. 4531/2018 ισχύουν στην Ελλάδα, και ο Ν. 3500/2006.
bg | През март 2020 г. преместихме 12 групи в Zoom, 20 мъже останаха.
bg | Конвенцията от Истанбул и Законът за защита от домашното насилие в България.
sr | Центар за социјални рад у Београду радио је са 12 мушкараца у марту 2020.
da | I marts 2020 flyttede vi 12 grupper til Zoom, 20 mænd blev.
sv | Socialtjänsten i Göteborg hade 12 grupper i mars 2020.
fi | Maaliskuussa 2020 siirsimme 12 ryhmää Zoomiin Helsingissä.
et | Märtsis 2020 viisime 12 rühma Zoomi, 20 meest jäi.
lv | 2020. gada martā mēs pārcēlām 12 grupas uz Zoom Rīgā.
lt | 2020 m. kovą perkėlėme 12 grupių į Zoom Vilniuje.
tr | Mart 2020’de 12 grubu Zoom’a taşıdık, 20 erkek kaldı.
uk | У березні 2020 року ми перевели 12 груп у Zoom у Києві.
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.splitlines()]


def test_the_tables_hold_many_languages() -> None:
    assert len({row[0] for row in rows(LIKELY)}) >= 20
    assert len({row[0] for row in rows(UNLIKELY)}) >= 20


@pytest.mark.parametrize("row", rows(LIKELY), ids=lambda row: f"{row[0]}-{row[1][:24]}")
def test_what_is_likely_is_found_and_nothing_else(row: list[str]) -> None:
    assert found(row[1]) == row[2].split("; ")


@pytest.mark.parametrize("row", rows(UNLIKELY), ids=lambda row: f"{row[0]}-{row[1][:24]}")
def test_ordinary_sentences_are_left_alone(row: list[str]) -> None:
    assert found(row[1]) == []


# The kinds, one by one.

DATES = (
    "12 March 2020|March 12, 2020|12. Mai|12 de março|12 ta’ Marzu 2020|1er mars 2020|12-го марта|12. märtsil|"
    "10-12 March 2020|2020-03-12|12. 3. 2020|1/2/20|12.03.20|12/03/1985|5 sept. 2020|12 d’abril|"
    "1.1.85|1. 1. 85|31.12.85|1-1-85|19 Deireadh Fómhair 2021|19ú Meán Fómhair|2021 წლის 19 მარტი|19 მარტს|"
    "2021 թ. մարտի 19|19 մարտի 2021|12-Mar-21|12-March-2020|8-Mai|1er-mai-2020|1.º de maio|12. октобра 2021|"
    "12. oktobra|12. studenog|12. janvāra|12. aprīļa|12. juunil 2020|3. septembril|12. mail 2020|12 Μάη 2020|5 Γενάρη|"
    "12. Jänner 1985|12. januarja|5 majit 2020|12.III.1985|12 III 1985|2. XII. 1985|12/Mar/1985"
)
NO_DATES = (
    "March 2020|2020|In March 20 men took part|10 mai mulți|10 leden waren|12 maggiori|2019/2020|24/7|"
    "1.1.2|1.13.85|32.1.85|13.14.20|version 1.1.85a|v1.1.85|1.2.30.4|1.1.852|"
    "3 may not|3-may not|12-mars-tur|3-Mai-Gruppe|1-12-mar|version 2.10.2020a|5 nov|12 media|"
    "quarter II 2020|32 III 1985|12 IIII 1985|Section 3.II.20201|act 12 XIV 2020"
)


@pytest.mark.parametrize("text", DATES.split("|"))
def test_a_day_of_a_month_is_a_date(text: str) -> None:
    assert found(f"It was {text}, he said.") == [f"date: {text}"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2021. március 19., 2021. 03. 19. volt", ["2021. március 19.", "2021. 03. 19"]),
        ("2021.03.19-én volt, 19.3.2021-kor is", ["2021.03.19", "19.3.2021"]),
        ("2021 թ. մարտի 19-ին, 19 մարտի 2021 թ.", ["2021 թ. մարտի 19-ին", "19 մարտի 2021"]),
    ],
)
def test_dates_are_found_whole_beside_each_other_and_before_an_ending(text: str, dates: list[str]) -> None:
    assert found(text) == [f"date: {date}" for date in dates]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Slovenska cesta 14, 1000 Ljubljana", "Slovenska cesta 14, 1000 Ljubljana"),
        ("na Slovenski cesti 14", "Slovenski cesti 14"),
        ("Laugavegur 14, 101 Reykjavík", "Laugavegur 14, 101 Reykjavík"),
        ("Hauptstraße 5, 120 Männer kamen", "Hauptstraße 5"),
        ("14 Sráid Uí Chonaill", "14 Sráid Uí Chonaill"),
        ("Աբովյան փողոց 14, Երևան", "Աբովյան փողոց 14"),
        ("რუსთაველის გამზ. 14, თბილისი", "რუსთაველის გამზ. 14"),
        ("ჭავჭავაძის ქუჩაზე 5", "ჭავჭავაძის ქუჩაზე 5"),
        ("na Trgu bana Jelačića 3, 10000 Zagreb", "Trgu bana Jelačića 3, 10000 Zagreb"),
        ("у Булевару краља Александра 73", "Булевару краља Александра 73"),
        ("na Námestie Slobody 5", "Námestie Slobody 5"),
        ("Karl Johans plass 3", "Karl Johans plass 3"),
        ("Lale Sok. No: 12", "Lale Sok. No: 12"),
        ("Er wohnt Unter den Linden 6, ja", "Unter den Linden 6"),
        ("Bydlí Na Příkopě 5, Praha 1", "Na Příkopě 5, Praha 1"),
        ("Живи на адреси Немањина 22/4", "Немањина 22/4"),
        ("Adresse: Am Hang 12 b", "Am Hang 12 b"),
        ("Sie wohnt in 10115 Berlin", "10115 Berlin"),
        ("Hauptstraße 5, 10115 Berlin und arbeitet dort", "Hauptstraße 5, 10115 Berlin"),
        ("Hauptstraße 5, 60311 Frankfurt am Main ist neu", "Hauptstraße 5, 60311 Frankfurt am Main"),
        ("12 rue de la Paix, 75002 Paris avec sa fille", "12 rue de la Paix, 75002 Paris"),
        ("Post an D-10115 Berlin und anderswo hin", "D-10115 Berlin"),
        ("Mieszka na Marszałkowskiej 10/4, od maja", "Marszałkowskiej 10/4"),
        ("Stanuje u Vukovarskoj 12, od svibnja", "Vukovarskoj 12"),
        ("Станује у Македонској 5, од маја", "Македонској 5"),
        ("Abita in via Roma n°5, 00184 Roma", "via Roma n°5, 00184 Roma"),
        ("Vive en calle Mayor nº5", "calle Mayor nº5"),
        ("Elle habite 5, rue du 8 Mai 1945, 75010 Paris", "5, rue du 8 Mai 1945, 75010 Paris"),
        ("12 rue du 11 novembre 1918, 69007 Lyon", "12 rue du 11 novembre 1918, 69007 Lyon"),
        ("Il vit 3 avenue du 1er Mai, 1000 Bruxelles", "3 avenue du 1er Mai, 1000 Bruxelles"),
        ("Il vit 14 bis place du 4 Septembre avec sa fille", "14 bis place du 4 Septembre"),
        ("Sie wohnt in der Hauptstr. 5, oben", "Hauptstr. 5"),
        ("Mieszka przy ul. J. Kowalskiego 5, od maja", "ul. J. Kowalskiego 5"),
        ("Er zog in die Hauptstraße 5, 1990 war das", "Hauptstraße 5"),
    ],
)
def test_streets_of_more_countries_are_found(text: str, address: str) -> None:
    assert found(text) == [f"address: {address}"]


@pytest.mark.parametrize(
    "address",
    [
        "C/ Alcalá 45, 28014 Madrid", "c/Alcalá, 45", "Flat 2, 14 Baker Street", "Flat 2B at 14 Baker Street",
        "14 Baker Street, Flat B", "Apt 2, 14 Baker Street", "Hauptstraße 5, Wohnung 2, 10115 Berlin",
        "Wohnung 2, Hauptstraße 5", "app. 2, 12 rue de la Paix, 75002 Paris", "via Roma 5, int. 3, 20121 Milano",
        "calle Mayor 5, 2º B, 28013 Madrid", "Rua Augusta 10, 3.º esq.", "Nowa ulica 5 m. 4",
        "Rua Augusta 10, 3.º Dto, 1100-053 Lisboa", "7 allée des Tilleuls, bât. B, 31000 Toulouse",
        "bd. Unirii nr. 10, bl. 5, sc. A, et. 2, ap. 12", "бул. Витоша 100, вх. Б, ап. 4",
        "вул. Хрещатик, буд. 5, кв. 12", "Hämeentie 12 B 34, 00500 Helsinki", "1052 Budapest, Váci utca 10. II/3",
        "1052 Budapest, Váci utca 10. 2. em. 3", "Váci utca 10. II. emelet 3",
        "str. Florilor nr. 12, bl. A3, sc. 1, ap. 5", "Flat B2, 14 Baker Street",
    ],
)  # fmt: skip
def test_an_address_is_found_with_the_flat_in_the_house(address: str) -> None:
    assert found(f"Now it is {address}, he said.") == [f"address: {address}"]


@pytest.mark.parametrize(
    "address",
    [
        "3 bis rue Victor Hugo, 69002 Lyon", "12 ter, rue de la Paix", "via Roma 12 bis, 00184 Roma",
        "via Monte Rosa 21/B, 20149 Milano", "Ilica ulica 12/a", "Hauptstraße 4 b, 8010 Graz", "ул. Витоша 5А",
        "вул. Садова 12-б", "οδό Ερμού 12Α", "Lindenweg 4/2/15, 1100 Wien",
        "Hauptstraße 12 A, 1010 Wien",
    ],
)  # fmt: skip
def test_an_address_is_found_with_the_letter_of_the_house(address: str) -> None:
    assert found(f"Now it is {address}, he said.") == [f"address: {address}"]


@pytest.mark.parametrize(
    "address",
    [
        "5, rue du 8-Mai-1945, 75010 Paris", "5 rue du 8-mai-1945", "rue du 8-Mai-1945", "12 rue du 11-Novembre",
        "3 avenue du 1er-Mai, 1000 Bruxelles", "5, rue du Huit-Mai-1945, 75010 Paris", "rue du 4-Septembre-1870",
        "Rue du 1er-Août 12, 1200 Genève", "via 25 Aprile, 12", "viale 1° Maggio 7", "via 2 Giugno 1946, 5",
        "via dell’8 marzo 5, 20121 Milano", "calle 19 de julio 12, 28004 Madrid", "avenida 6 de diciembre, 12",
        "plaza del 2 de Mayo 3", "Rua 25 de Abril, 12, 1100-053 Lisboa", "Rua 1.º de Maio, n.º 10",
        "Avenida 5 de Outubro 12, 3.º esq.", "Straße des 17. Juni 135, 10623 Berlin", "Straße des 17. Juni",
        "Platz des 18. März 2", "Straße des 8. Mai 1945 12", "οδό 25ης Μαρτίου 5, 546 30 Θεσσαλονίκη",
        "πλατεία 1ης Μαΐου 4", "ul. 3 Maja 12/4", "ul. 17. listopadu 12", "бул. 6-ти септември 12", "трг 20. октобра 5",
        "Bd. 1 Decembrie 1918, nr. 12, ap. 3", "29 Ekim Cad. No: 12", "13. janvāra ielā 5", "Március 15. tér 5",
        "Vasario 16-osios g. 5",
    ],
)  # fmt: skip
def test_a_street_named_after_a_day_is_found_whole(address: str) -> None:
    assert found(f"Now it is {address}, he said.") == [f"address: {address}"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("La route du 5 mai 2020 12 fois. Nous étions sur place le 3.", "5 mai 2020"),
        ("In piazza il 25 aprile 12 persone.", "25 aprile"),
        ("En la plaza, 2 de mayo 50 personas.", "2 de mayo"),
        ("Am Platz vorn war am 17. Juni 12 Stunden keiner.", "17. Juni"),
        ("Au cours du 8 mai, 12 hommes.", "8 mai"),
        ("In via Roma, 3 maggio 2020", "3 maggio 2020"),
    ],
)
def test_a_day_on_which_something_was_names_no_street(text: str, date: str) -> None:
    assert found(text) == [f"date: {date}"]


@pytest.mark.parametrize(
    "box",
    [
        "P.O. Box 12", "PO Box 1234", "P. O. Box 12", "Post Office Box no. 12", "Postfach 12", "Postfach 10 11 12",
        "Postfach 12, 10115 Berlin", "BP 12", "B.P. 12, 75002 Paris", "boîte postale 12", "case postale 12",
        "casella postale 12", "C.P. 12", "Apartado 12", "apartado de correos n.º 12", "Apdo. 12, 28080 Madrid",
        "apartat de correus 12", "caixa postal 12", "Postbus 12", "skr. poczt. nr 12", "p.p. 12, 10000 Zagreb",
        "poštanski pretinac 12", "poštni predal 12", "poštovní přihrádka 12", "P. P. 12", "Pf. 12, 1051 Budapest",
        "postafiók 12", "căsuța poștală 12", "kutia postare 12", "Τ.Θ. 12", "ΤΘ 12", "ταχυδρομική θυρίδα 12", "п.к. 12",
        "поштански фах 12", "а/с 12", "Postboks 12", "Box 12, 101 20 Stockholm", "PL 12, 00101 Helsinki",
        "CP 12, 1002 Lausanne", "pasta kastīte 12", "posta kutusu 12", "pósthólf 12",
    ],
)  # fmt: skip
def test_a_box_at_a_post_office_is_an_address(box: str) -> None:
    assert found(f"Now it is {box}, he said.") == [f"address: {box}"]


@pytest.mark.parametrize(
    "text",
    [
        "Tick box 3 and 4. Box 12 is empty, and the post box was full.",
        "Véase el Apartado 3 del informe y el apartado 4.",
        "Voir pp. 12-15, p.p. 12-15 et pp 12. Le CP 12 aussi.",
        "L’art. 572 c.p. 12 casi, l’art. 612 C.P. 2 volte.",
        "See flat 2 and suite 3. It is in unit 4 of the course.",
        "Siehe Punkt 3, Wohnung 2 war leer, PL 12 auch.",
    ],
)
def test_boxes_sections_and_flats_by_themselves_are_no_addresses(text: str) -> None:
    assert found(text) == []


def test_a_date_behind_an_address_is_no_house_in_it() -> None:
    assert found("Улица кнеза Милоша 14, 11000 Београд, 19. марта 2021") == [
        "address: Улица кнеза Милоша 14, 11000 Београд",
        "date: 19. марта 2021",
    ]
    assert found("On habite Place du 8 Mai 1945, oui.") == ["address: Place du 8 Mai 1945"]


@pytest.mark.parametrize("text", NO_DATES.split("|"))
def test_a_month_or_a_year_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("maria (at) example (dot) org", "e-mail address: maria (at) example (dot) org"),
        ("see facebook.com/some.one", "online account: facebook.com/some.one"),
        ("he is @some_one there", "online account: @some_one"),
        ("to GB82 WEST 1234 5698 7654 32 please", "bank account number: GB82 WEST 1234 5698 7654 32"),
        ("number 123456789012 was given", "identity number: 123456789012"),
        ("Tel. 0171-2345678", "phone number: 0171-2345678"),
        ("AFM 094259216", "identity number: 094259216"),
        ("SVNR 1234 010180", "identity number: 1234 010180"),
        ("SV-Nr. 1234010180", "identity number: 1234010180"),
        ("Versicherungsnummer 65 170839 J 008", "identity number: 65 170839 J 008"),
        ("Kto. 1234567", "bank account number: 1234567"),
        ("Kto.-Nr. 123 456 789", "bank account number: 123 456 789"),
        ("ID 123485M", "identity number: 123485M"),
        ("NINO: AB 12 34 56 C", "identity number: AB 12 34 56 C"),
        ("his AB 12 34 56 C was known", "identity number: AB 12 34 56 C"),
        ("DNI 12345678 Z", "identity number: 12345678 Z"),
        ("passport no. 12345678 I said", "identity number: 12345678"),
        ("Dosja nr. 45/2020", "case number: 45/2020"),
        ("në dosjen 45/2020", "case number: 45/2020"),
        ("O CPF dele é 123.456.789-09.", "identity number: 123.456.789-09"),
        ("CPF 52998224725", "identity number: 52998224725"),
        ("საქმე № 1/1234-21", "case number: 1/1234-21"),
        ("գործ № ԵԴ/0123/21։", "case number: ԵԴ/0123/21"),
    ],
)
def test_accounts_of_every_kind_are_found(text: str, said: str) -> None:
    assert found(text) == [said]


def test_a_long_run_of_blanks_after_a_word_for_a_number_takes_no_time() -> None:
    with in_seconds(10):  # a fraction of a second, and half a minute in the square of the blanks
        said = found("His passport no" + " " * 6_000 + "AB123456 is known, his passport no" + "\n" * 6_000)

    assert said == ["identity number: AB123456"]


@pytest.mark.parametrize(
    "number",
    [
        "HR12 1001 0051 8630 0016 0",
        "CH93 0076 2011 6238 5295 7",
        "LI21 0881 0000 2324 013A A",
        "LV80 BANK 0000 4351 9500 1",
        "PT50 0002 0123 1234 5678 9015 4",
        "UA21 3223 1300 0002 6007 2335 6600 1",
        "CH93\u00a00076\u00a02011\u00a06238\u00a05295\u00a07",
        "NO9386011117947",
    ],
)
def test_a_bank_account_is_found_to_its_last_sign_and_not_beyond(number: str) -> None:
    for after in (" please", ", please", " BIC ABCDEF2A", " A"):
        assert found(f"to {number}{after}") == [f"bank account number: {number}"]


def test_bank_accounts_in_a_row_are_all_found() -> None:
    numbers = ["PT50 0002 0123 1234 5678 9015 4", "HR12 1001 0051 8630 0016 0", "CH93 0076 2011 6238 5295 7"]

    assert found(f"AB12 CD34 EF56 GH78 {' '.join(numbers)}") == [f"bank account number: {each}" for each in numbers]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("His account number is 12345678, sort code 12-34-56.", ["12345678", "12-34-56"]),
        ("Kontonummer: 1234567890, auf dem Konto 12 000 Euro.", ["1234567890"]),
        ("nr konta 12 3456 7890 1234 5678 9012 3456", ["12 3456 7890 1234 5678 9012 3456"]),
        ("numéro de compte 12345 67890, compte 12", ["12345 67890"]),
        ("IBAN: GB82 WEST 1234 5698 7654 33 please", ["GB82 WEST 1234 5698 7654 33"]),
    ],
)
def test_a_bank_account_is_told_by_a_word_for_one(text: str, numbers: list[str]) -> None:
    assert found(text) == [f"bank account number: {each}" for each in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "dossier n°2020-1234",
        "dossier nº2020/1234",
        "справа №1234/20",
        "procedimiento 123/2020",
        "K-2020/21",
        "dosar nr.12/20",
    ],
)
def test_a_case_is_told_by_a_sign_for_a_number_without_a_blank_too(text: str) -> None:
    number = text.rpartition(" ")[2].lstrip("n°º№r.")

    assert found(f"Now it is {text}, he said.") == [f"case number: {number}"]
    assert found("Now it is Js 2020/45, he said.") == ["case number: Js 2020/45"]


def test_a_danish_number_of_a_person_is_no_case() -> None:
    assert found("CPR 211062-5629 og j.nr. 2020-123.") == ["identity number: 211062-5629", "case number: 2020-123"]


def test_a_case_is_told_by_the_words_for_one_in_more_languages() -> None:
    assert found("Proc. pen. n. 1234/20 in corso.") == ["case number: 1234/20"]
    assert found("Rasti nr. 123/2020 është hapur.") == ["case number: 123/2020"]
    assert found("Таа го води предметот бр. 123/2020.") == ["case number: 123/2020"]
    assert found("Viņa vada lietu nr. 123/2020.") == ["case number: 123/2020"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("His passport AB123456 and 3 others", "AB123456"),
        ("passport no. 12 345 6789 in 2020", "12 345 6789"),
        ("PESEL 44051401359 a potem 5 osób", "44051401359"),
        ("codice fiscale RSSMRA85T10A562S e 2 figli", "RSSMRA85T10A562S"),
    ],
)
def test_a_number_of_a_person_takes_no_words_behind_it_along(text: str, number: str) -> None:
    assert found(text) == [f"identity number: {number}"]


def test_a_bank_account_with_a_wrong_digit_is_none() -> None:
    assert found("to GB82 WEST 1234 5698 7654 33 please") == []


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Call her on tel. 123456.", "123456"),
        ("We counted 123456 men, on page 12 34 56.", ""),
        ("Scrivere al 347 123 4567.", "347 123 4567"),
        ("Escribir al 612 345 678.", "612 345 678"),
        ("It cost 612 345 000 in all.", ""),
        ("In 2018/2019 it was open from 20.00-22.30.", ""),
    ],
)
def test_what_looks_like_a_phone_number_is_one_where_its_form_or_a_word_tells(text: str, phone: str) -> None:
    assert found(text, country=("DK",)) == ([f"phone number: {phone}"] if phone else [])


def test_a_number_without_a_zero_is_a_phone_number_where_the_writer_is() -> None:
    assert found("Ring dem 20 12 34 56 nu", country=("DK",)) == ["phone number: 20 12 34 56"]
    assert found("Ring dem 20 12 34 56 nu") == []


def test_a_bracket_around_a_phone_number_is_no_part_of_it() -> None:
    assert found("Ring her (030 12 34 56 78).", country=("DE",)) == ["phone number: 030 12 34 56 78"]
    assert found("Ring her: (030) 12 34 56 78.", country=("DE",)) == ["phone number: (030) 12 34 56 78"]


@pytest.mark.parametrize(
    "text",
    [
        "U Hrvatskoj 2020. godine. U Hrvatskoj 2020, a u Danskoj 15, bilo je teško.",
        "U Njemačkoj 112, u Švedskoj 12.",
        "Најтеже је било у Хрватској 2020, и у Војводинској 2019.",
        "W Rzeczypospolitej 2020. Tak jest w Unii Europejskiej 27.",
        "Tak jest w Polskiej 5. Zmiany w konwencji Stambulskiej 2011.",
    ],
)
def test_a_number_behind_a_country_is_no_house_and_neither_is_a_year_behind_an_adjective(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He lives in Leeds, 35. Vive en Madrid, 35. Abita a Roma, 35. Il habite à Paris, 35. Er wohnt in Berlin, 35.",
        "Er wohnt seit Mai 12. Er wohnt bei der Mutter, 67. Mieszka w Polsce od 12. Mieszka w Warszawie, 35.",
    ],
)
def test_an_age_behind_where_somebody_lives_is_no_house(text: str) -> None:
    assert found(text) == []
    assert found("He lives with Sandra, 35, and works.") == ["name: Sandra"]


@pytest.mark.parametrize(
    "text",
    [
        "Wir waren um 17 Uhr in der Gartenstraße 17:30 und 17.45. Damit sind wir auf Platz 5.",
        "Byliśmy w grupie męskiej 5. Adresse: unten links 5.",
    ],
)
def test_a_time_a_rank_and_a_group_are_no_houses(text: str) -> None:
    assert found(text) == []


def test_years_of_an_account_are_no_account() -> None:
    assert found("We closed the bank account 2020/2021. Das Konto 2020-21 war leer..") == []


def test_a_range_of_houses_is_none_that_is_called_bis() -> None:
    assert found("Wir sind in der Hauptstraße 5 bis 7.") == ["address: Hauptstraße 5"]
    assert found("Habite rue de la Paix 5 bis, 75002 Paris.") == ["address: rue de la Paix 5 bis, 75002 Paris"]


def test_accents_that_are_signs_of_their_own_are_read() -> None:
    text = unicodedata.normalize("NFD", "Wir trafen Herrn Müller am 12. März.")
    writer = Writer(Names([composed(text)]))

    assert [span.kind for span in spans(composed(text), writer)] == ["name", "date"]


PIECES = [*(row[1] for row in rows(LIKELY)), *" .,;:\n([-'+0é"]
FOUND = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)  # in which much is found, side by side
CLOSE = st.text(alphabet="A1 .@/-Mr’nüß\n+(:0", max_size=200)


@settings(max_examples=60)
@given(st.text(max_size=300) | CLOSE | FOUND)
def test_spans_are_in_order_inside_the_text_and_apart(text: str) -> None:
    made = spans(text, Writer(Names([text])))

    assert all(0 <= span.start < span.end <= len(text) and span.kind in KINDS for span in made)
    assert all(one.end <= other.start for one, other in pairwise(made))


@settings(max_examples=60)
@given(CLOSE | FOUND)
def test_marks_are_never_found_themselves(text: str) -> None:
    marked = replaced(text, spans(text, Writer(Names([text]))))

    assert not [span for span in spans(marked, Writer(Names())) if "[" in marked[span.start : span.end]]


# The shipped content.


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_shipped_content_gives_nothing(lang: str) -> None:
    toolkit = translation.toolkit(installed.default_toolkit(), lang, ())
    printed = [*words.of(toolkit).values(), *(text for _, text in texts.all_of(toolkit))]
    response = Response({f"X{number}": text for number, text in enumerate(printed)})
    scanner = ResponseScanner(response, ToolkitWords(toolkit))

    assert len(printed) > 300
    assert [span for text in printed for span in scanner.spans(Passage(text))] == []


def test_an_answer_is_parsed_once_however_often_the_rules_look_at_it(tiny: Toolkit) -> None:
    parsed.cache_clear()
    said = {f"A{number}": f"We met Xhevdet Qazimi in room {number}." for number in range(100)}
    scanner = ResponseScanner(Response(said, {"role": "Social worker"}), ToolkitWords(tiny))
    for code, text in said.items():
        scanner.spans(Passage(text, code))

    assert parsed.cache_info().misses <= len(said) + 3  # the role, and all answers together


def test_a_writer_of_whom_nothing_is_known_gives_next_to_nothing(shipped: Toolkit) -> None:
    """Without the toolkit's own words: real dates of days, and a few words that come again with a capital."""
    printed = [text for _, text in texts.all_of(shipped)]
    writer = Writer(Names(printed))
    others = [span for text in printed for span in spans(text, writer) if span.kind != DATE]

    assert sum(len(text.split()) for text in printed) > 8000
    assert len(others) <= 8
