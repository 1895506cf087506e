"""Plants a token in every place of office documents where text can hide, and lists them for tests/extractors/places_test.cc.

LibreOffice (through UNO) writes whatever it can plant, in all its formats; what it cannot (threaded comments, SmartArt,
caches of pivot tables ...) is put into its packages afterwards. Run it with /usr/bin/python3 in this folder; it needs
soffice and python3-uno. With names of formats as arguments only those are made anew.
"""
import base64
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from com.sun.star.util import DateTime

from words import word

HERE = os.path.dirname(os.path.abspath(__file__))

class Plan:
    """The places of one document: token -> place, and what of them a format cannot hold or we do not read."""

    def __init__(self):
        self.places = {}

    def __call__(self, place):
        token = word(place)
        assert self.places.get(token, place) == place, place
        self.places[token] = place
        return token


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


# --- Writer -----------------------------------------------------------------------------------------------------------

def set_properties(document, plan):
    properties = document.DocumentProperties
    properties.Title = plan("property: title")
    properties.Subject = plan("property: subject")
    properties.Author = plan("property: author")
    properties.Description = plan("property: description")
    properties.Keywords = (plan("property: keyword"),)
    properties.UserDefinedProperties.addProperty("Case worker", 0, plan("property: defined by the user"))


def writer(document, plan):
    text = document.Text
    cursor = text.createTextCursor()

    def paragraph(content=""):
        text.insertString(cursor, content, False)
        text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)

    def insert(kind, **values):
        made = document.createInstance("com.sun.star.text." + kind)
        for name, value in values.items():
            setattr(made, name, value)
        text.insertTextContent(cursor, made, False)
        return made
    set_properties(document, plan)
    paragraph(plan("paragraph"))
    token = plan("word cut by formatting")
    text.insertString(cursor, token[:4], False)
    cursor.CharWeight = 150.0
    text.insertString(cursor, token[4:], False)
    cursor.CharWeight = 100.0
    paragraph()
    cursor.CharHidden = True
    text.insertString(cursor, plan("hidden text"), False)
    cursor.CharHidden = False
    paragraph()
    text.insertString(cursor, plan("text of a link"), False)
    cursor.goLeft(6, True)
    cursor.HyperLinkURL = "mailto:" + plan("target of a link").lower() + "@example.org"
    cursor.gotoEnd(False)
    cursor.HyperLinkURL = ""
    paragraph()
    insert("Footnote").setString(plan("footnote"))
    insert("Endnote").setString(plan("endnote"))
    insert("TextField.Annotation", Author=plan("author of a comment"), Content=plan("comment"), Initials="PQ")
    insert("Bookmark", Name=plan("name of a bookmark"))
    insert("TextField.Input", Content=plan("content of an input field"), Hint=plan("hint of an input field"))
    insert("TextField.HiddenText", Condition="TRUE", Content=plan("hidden-text field"))
    drop = insert("TextField.DropDown", Name="list")
    drop.Items = (plan("entry of a drop-down field"), "second")
    paragraph()
    ruby = plan("text under ruby")
    text.insertString(cursor, ruby, False)
    cursor.goLeft(len(ruby), True)
    cursor.RubyText = plan("ruby")
    cursor.gotoEnd(False)
    paragraph()
    index = document.createInstance("com.sun.star.text.DocumentIndexMark")
    index.AlternativeText = plan("entry of an index")
    text.insertTextContent(cursor, index, False)
    paragraph()
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(2, 2)
    text.insertTextContent(cursor, table, False)
    table.getCellByName("A1").setString("Name")
    table.getCellByName("A2").setString(plan("cell of a table"))
    paragraph()
    frame = insert("TextFrame", Size=Size(6000, 2000))
    frame.Text.setString(plan("text frame"))
    shape = document.createInstance("com.sun.star.drawing.RectangleShape")
    shape.Size = Size(6000, 2000)
    text.insertTextContent(cursor, shape, False)
    shape.setString(plan("text of a shape"))
    shape.Title, shape.Description = plan("alternative text: title"), plan("alternative text: description")
    paragraph()
    style = document.StyleFamilies.getByName("PageStyles").getByName("Standard")
    style.HeaderIsOn = style.FooterIsOn = True
    style.HeaderText.setString(plan("header"))
    style.FooterText.setString(plan("footer"))
    section = document.createInstance("com.sun.star.text.TextSection")
    section.Name = plan("name of a section")
    text.insertTextContent(cursor, section, False)
    section.Anchor.setString(plan("text of a section"))
    cursor.gotoEnd(False)
    rules = document.createInstance("com.sun.star.text.NumberingRules")
    level = (prop("NumberingType", 4), prop("Prefix", plan("prefix of a list")), prop("Suffix", "."))
    uno.invoke(rules, "replaceByIndex", (0, uno.Any("[]com.sun.star.beans.PropertyValue", level)))
    text.insertString(cursor, plan("entry of a list"), False)
    cursor.NumberingRules = rules
    text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    control(document, text, cursor, plan)
    document.RecordChanges = True
    text.insertString(cursor, plan("tracked insertion"), False)
    document.RecordChanges = False
    token = plan("tracked deletion")
    text.insertString(cursor, " " + token, False)
    document.RecordChanges = True
    cursor.goLeft(len(token), True)
    cursor.setString("")
    document.RecordChanges = False


def control(document, text, cursor, plan):
    """A form's text box."""
    shape = document.createInstance("com.sun.star.drawing.ControlShape")
    shape.Size = Size(5000, 1000)
    model = document.createInstance("com.sun.star.form.component.TextField")
    model.Name, model.HelpText = plan("name of a form control"), plan("help text of a form control")
    model.DefaultText = plan("default text of a form control")
    shape.Control = model
    text.insertTextContent(cursor, shape, False)


# --- Calc -------------------------------------------------------------------------------------------------------------

def calc(document, plan):
    set_properties(document, plan)
    sheets = document.Sheets
    sheet = sheets.getByIndex(0)
    sheet.Name = plan("name of a sheet")
    sheets.insertNewByName("Other", 1)
    sheets.insertNewByName("Hidden", 2)
    cell = lambda column, row: sheet.getCellByPosition(column, row)
    for column, header in enumerate(("Name", "Born", "Account", "Amount")):
        cell(column, 0).String = header
    cell(0, 1).String = plan("cell")
    cell(1, 1).Formula = "=DATE(1970;5;1)"
    cell(2, 1).Value = 123456
    formats = document.NumberFormats
    cell(2, 1).NumberFormat = formats.addNew("00000000", uno.createUnoStruct("com.sun.star.lang.Locale"))
    cell(3, 1).Formula = '=IF(FALSE();"%s";"shown")' % plan("words in a formula")
    cell(3, 2).Formula = '="%s"&"x"' % plan("result of a formula")[:7]
    cell(3, 2).Formula = '=CONCATENATE("%s";"%s")' % (plan("result of a formula")[:5], plan("result of a formula")[5:])
    cell(0, 2).String = plan("cell in a hidden row")
    sheet.Rows.getByIndex(2).IsVisible = False
    cell(5, 1).String = plan("cell in a hidden column")
    sheet.Columns.getByIndex(5).IsVisible = False
    hidden = sheets.getByName("Hidden")
    hidden.getCellByPosition(0, 0).String = plan("cell of a hidden sheet")
    hidden.IsVisible = False
    sheet.Annotations.insertNew(cell(0, 1).CellAddress, plan("note of a cell"))
    rich = cell(0, 4)
    token = plan("cell cut by formatting")
    rich.String = token
    part = rich.createTextCursor()
    part.gotoStart(False)
    part.goRight(4, True)
    part.CharWeight = 150.0
    link = cell(0, 5)
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL = "mailto:" + plan("target of a link").lower() + "@example.org"
    field.Representation = plan("text of a link")
    link.insertTextContent(link.createTextCursor(), field, False)
    document.NamedRanges.addNewByName(plan("defined name"), '"%s"' % plan("text of a defined name"), cell(0, 0).CellAddress, 0)
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.HeaderIsOn = style.FooterIsOn = True
    for kind, place in (("Header", "header"), ("Footer", "footer")):
        content = getattr(style, "RightPage%sContent" % kind)
        content.CenterText.setString(plan(place))
        setattr(style, "RightPage%sContent" % kind, content)
    validation = cell(0, 6).Validation
    validation.Type = uno.Enum("com.sun.star.sheet.ValidationType", "LIST")
    validation.setFormula1('"%s"' % plan("entry of a validation list"))
    validation.ShowInputMessage = validation.ShowErrorMessage = True
    validation.InputTitle, validation.InputMessage = plan("title of a prompt"), plan("prompt")
    validation.ErrorTitle, validation.ErrorMessage = plan("title of an error message"), plan("error message")
    cell(0, 6).Validation = validation
    shape = document.createInstance("com.sun.star.drawing.RectangleShape")
    shape.Position, shape.Size = Point(9000, 4000), Size(6000, 2000)
    sheet.DrawPage.add(shape)
    shape.setString(plan("text of a shape"))
    shape.Title, shape.Description = plan("alternative text: title"), plan("alternative text: description")
    sheet.Scenarios.addNewByName(plan("name of a scenario"), (cell(7, 1).RangeAddress,), plan("remark on a scenario"))
    other = sheets.getByName("Other")
    for row, values in enumerate((("Person", "Sum"), (plan("cell that a pivot table sums"), 7), ("second", 8))):
        other.getCellByPosition(0, row).String = values[0]
        if row: other.getCellByPosition(1, row).Value = values[1]
        else: other.getCellByPosition(1, row).String = values[1]
    chart(sheet, other, plan)
    other.protect("locked")


def chart(sheet, other, plan):
    place = uno.createUnoStruct("com.sun.star.awt.Rectangle", 1000, 9000, 9000, 6000)
    sheet.Charts.addNewByName("Chart", place, (other.getCellRangeByName("A1:B3").RangeAddress,), True, True)
    made = sheet.Charts.getByName("Chart").EmbeddedObject
    made.HasMainTitle = True
    made.Title.String = plan("title of a chart")


# --- Impress ----------------------------------------------------------------------------------------------------------

def impress(document, plan):
    set_properties(document, plan)

    def shape(page, kind, text, y=1000):
        made = document.createInstance("com.sun.star.drawing." + kind)
        made.Position, made.Size = Point(1000, y), Size(9000, 2000)
        page.add(made)
        made.setString(text)
        return made
    page = document.DrawPages.getByIndex(0)
    page.Name = plan("name of a slide")
    shape(page, "TextShape", plan("text of a slide"))
    box = shape(page, "RectangleShape", plan("text of a shape"), 4000)
    box.Title, box.Description = plan("alternative text: title"), plan("alternative text: description")
    box.Name = plan("name of a shape")
    table = document.createInstance("com.sun.star.drawing.TableShape")
    table.Position, table.Size = Point(1000, 7000), Size(9000, 2000)
    page.add(table)
    table.Model.getCellByPosition(0, 0).setString(plan("cell of a table"))
    link = shape(page, "TextShape", "", 10000)
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL = "mailto:" + plan("target of a link").lower() + "@example.org"
    field.Representation = plan("text of a link")
    link.insertTextContent(link.createTextCursor(), field, False)
    for made in page.NotesPage:
        if made.ShapeType == "com.sun.star.presentation.NotesShape": made.setString(plan("notes"))
    note = page.createAndInsertAnnotation()
    note.Author, note.TextRange.String = plan("author of a comment"), plan("comment")
    note.DateTime = DateTime(0, 0, 0, 12, 1, 6, 2024, False)
    page.IsFooterVisible, page.FooterText = True, plan("footer")
    hidden = document.DrawPages.insertNewByIndex(1)
    shape(hidden, "TextShape", plan("text of a hidden slide"))
    hidden.Visible = False
    shape(document.MasterPages.getByIndex(0), "TextShape", plan("text of a master"), 15000)
    shows = document.CustomPresentations
    show = shows.createInstance()
    show.insertByIndex(0, page)
    shows.insertByName(plan("name of a custom show"), show)


# --- what LibreOffice cannot plant ------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
     'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')


def smart_art(plan):
    return ('<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.'
            'openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>' +
            plan("SmartArt") + '</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>')


def more_docx(plan):
    paragraph = lambda token: "<w:p><w:r><w:t>" + token + "</w:t></w:r></w:p>"
    body = ('<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing/>'
            '</mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>' +
            paragraph(plan("text box of the old kind only")) +
            '</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="f"/><w:textInput><w:default w:val="' +
            plan("default of a form field") + '"/></w:textInput><w:helpText w:val="' + plan("help text of a form field") +
            '"/></w:ffData></w:fldChar></w:r><w:r><w:instrText>MERGEFIELD "' + plan("field code") +
            '"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            '<w:sdt><w:sdtPr><w:alias w:val="' + plan("name of a content control") + '"/><w:tag w:val="' +
            plan("tag of a content control") + '"/></w:sdtPr><w:sdtContent>' + paragraph(plan("content control")) +
            '</w:sdtContent></w:sdt><w:p><w:moveFrom w:author="' + plan("author of a change") + '"><w:r><w:t>' +
            plan("moved text") + '</w:t></w:r></w:moveFrom></w:p>')
    return {"word/document.xml": ("</w:body>", body),
            "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="'
                               + plan("person of comments") + '"><w15:presenceInfo w15:providerId="AD" w15:userId="S::' +
                               plan("user id of a person") + '::1"/></w15:person></w15:people>',
            "word/glossary/document.xml": "<w:glossaryDocument " + W + "><w:docParts><w:docPart><w:docPartBody>" +
                                          paragraph(plan("glossary")) + "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
            "customXml/item1.xml": '<root xmlns="urn:x"><name>' + plan("custom XML") + '</name></root>',
            "word/afchunk1.htm": "<html><body><p>" + plan("imported piece (altChunk)") + "</p></body></html>",
            "word/diagrams/data1.xml": smart_art(plan),
            "word/charts/chart9.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:cat><c:strRef>'
                                      '<c:strCache><c:pt idx="0"><c:v>' + plan("cache of a chart") + '</c:v></c:pt></c:strCache></c:strRef></c:cat></c:chartSpace>',
            "word/embeddings/note1.txt": plan("embedded file"),
            "docProps/thumbnail.txt": plan("file that nothing refers to"),
            "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                                            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
                                            'Target="file:///C:/Users/' + plan("target of a relationship") + '/a.dotx" TargetMode="External"/></Relationships>',
            "word/settings.xml": ("</w:settings>", '<w:docVars><w:docVar w:name="v" w:val="' + plan("document variable") +
                                  '"/></w:docVars><w:mailMerge><w:query w:val="SELECT ' + plan("query of a mail merge") + '"/></w:mailMerge>')}


def more_xlsx(plan):
    return {"xl/persons/person.xml": '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="' +
                                     plan("person of threaded comments") + '" id="{1}" userId="' + plan("user id of a person") + '"/></personList>',
            "xl/threadedComments/threadedComment1.xml": '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
                                                        '<threadedComment ref="A1" personId="{1}" id="{2}"><text>' + plan("threaded comment") +
                                                        '</text></threadedComment></ThreadedComments>',
            "xl/pivotCache/pivotCacheDefinition9.xml": "<pivotCacheDefinition " + S + ' refreshedBy="' + plan("who refreshed a pivot table") +
                                                       '"><cacheFields><cacheField name="' + plan("field of a pivot cache") +
                                                       '"><sharedItems><s v="' + plan("item of a pivot cache") +
                                                       '"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
            "xl/pivotCache/pivotCacheRecords9.xml": "<pivotCacheRecords " + S + '><r><s v="' + plan("record of a pivot cache") + '"/></r></pivotCacheRecords>',
            "xl/externalLinks/externalLink9.xml": "<externalLink " + S + '><externalBook><sheetNames><sheetName val="' + plan("sheet of an external link") +
                                                  '"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>' +
                                                  plan("cell of an external link") + '</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>',
            "xl/externalLinks/_rels/externalLink9.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/externalLinkPath" Target="file:///C:/' +
                                                             plan("path of an external link") + '.xlsx" TargetMode="External"/></Relationships>',
            "xl/tables/table9.xml": "<table " + S + ' id="1" name="T" displayName="' + plan("name of a table") + '" ref="A1"><tableColumns><tableColumn id="1" name="' +
                                    plan("column of a table") + '"/></tableColumns></table>',
            "xl/connections.xml": "<connections " + S + '><connection id="1" name="c" description="' + plan("description of a connection") +
                                  '"><dbPr connection="Server=x;UID=' + plan("user of a connection") + '" command="SELECT 1"/></connection></connections>',
            "xl/revisions/revisionLog1.xml": "<revisions " + S + '><rcc><oc r="A1" t="inlineStr"><is><t>' + plan("cell before a tracked change") +
                                             '</t></is></oc><nc r="A1" t="inlineStr"><is><t>' + plan("cell after a tracked change") + "</t></is></nc></rcc></revisions>",
            "xl/revisions/userNames.xml": "<users " + S + '><userInfo guid="{3}" name="' + plan("user of a shared workbook") + '" id="1"/></users>',
            "customXml/item1.xml": '<root xmlns="urn:x" who="' + plan("attribute of custom XML") + '"><name>' + plan("custom XML") + '</name></root>',
            "xl/diagrams/data1.xml": smart_art(plan),
            "xl/embeddings/note1.txt": plan("embedded file"),
            "xl/drawings/vmlDrawing9.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape alt="' + plan("alternative text of a legacy shape") +
                                           '"><v:textbox><div>' + plan("text of a legacy button") + "<br>x</div></v:textbox></v:shape></xml>",
            "xl/charts/chart9.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:trendline><c:name>' +
                                    plan("name of a trend line") + "</c:name></c:trendline></c:chartSpace>",
            "xl/activeX/activeX9.bin": "\0\2\x1c\0" + plan("value of a form control") + "\0\0",
            "_xmlsignatures/sig1.xml": '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Certificate>' +
                                       base64.b64encode(b"0\x031\x0c\x0c\x0c" + plan("name in a certificate").encode() + b"0\x03").decode() +
                                       "</X509Certificate></Signature>",
            "xl/queryTables/queryTable1.xml": "<queryTable " + S + ' name="' + plan("name of a query") + '" connectionId="1"/>',
            "xl/slicerCaches/slicerCache1.xml": '<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" name="' +
                                                plan("name of a slicer") + '" sourceName="x"/>'}


def more_pptx(plan):
    return {"ppt/authors.xml": '<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"><p188:author id="{1}" name="' +
                               plan("author of a modern comment") + '" initials="X" userId="' + plan("user id of a person") + '" providerId="AD"/></p188:authorLst>',
            "ppt/comments/modernComment_1.xml": '<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p188:cm id="{2}" authorId="{1}">'
                                                '<p188:replyLst><p188:reply id="{3}" authorId="{1}"><p188:txBody><a:p><a:r><a:t>' + plan("reply to a modern comment") +
                                                '</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>' + plan("modern comment") +
                                                '</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>',
            "ppt/diagrams/data1.xml": smart_art(plan),
            "ppt/tags/tag1.xml": "<p:tagLst " + P + '><p:tag name="x" val="' + plan("tag") + '"/></p:tagLst>',
            "ppt/embeddings/note1.txt": plan("embedded file"),
            "ppt/charts/chart9.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>' +
                                     plan("cache of a chart") + '</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser></c:chartSpace>',
            "customXml/item1.xml": '<root xmlns="urn:x"><name>' + plan("custom XML") + '</name></root>',
            "ppt/presentation.xml": ("</p:presentation>", '<p:extLst><p:ext uri="{521415D9}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
                                     '<p14:section name="' + plan("name of a section") + '" id="{4}"/></p14:sectionLst></p:ext></p:extLst>'),
            "ppt/slides/_rels/slide9.xml.rels": '<Relationships><Relationship Id="rId1" Type="x/hyperlink" Target="mailto:' +
                                                plan("target of a relationship") + '@example.org" TargetMode="External"/></Relationships>'}


def more_odf(plan):
    return {"Basic/Standard/Module1.xml": '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M">Sub x \'' + plan("macro") + "</script:module>",
            "META-INF/documentsignatures.xml": '<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0"><X509Certificate>' +
                                               base64.b64encode(b"0\x031\x0c\x0c\x0c" + plan("name in a certificate").encode() + b"0\x03").decode() +
                                               "</X509Certificate></document-signatures>",
            "meta.xml": ("</office:meta>", '<meta:template xlink:type="simple" xlink:href="../../' + plan("path of a template") + '.ott"/>'),
            "content.xml": ("</office:body>", '<table:database-ranges><table:database-range><table:filter><table:filter-condition table:value="' +
                            plan("value of a filter") + '"><table:filter-set-item table:value="' + plan("one of the values of a filter") +
                            '"/></table:filter-condition></table:filter></table:database-range></table:database-ranges>'),
            "meta/remarks.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description><x>' + plan("RDF metadata") + "</x></rdf:Description></rdf:RDF>",
            "attached/note.txt": plan("file that nothing refers to")}


def add_to_package(path, additions):
    """Writes the members anew, with those added or changed: a text, or (mark, text to put before it)."""
    old = zipfile.ZipFile(path)
    members = {entry.filename: old.read(entry) for entry in old.infolist()}
    old.close()
    for name, addition in additions.items():
        if isinstance(addition, tuple):
            content = members[name].decode()
            assert addition[0] in content, (name, addition[0])
            addition = content.replace(addition[0], addition[1] + addition[0])
        members[name] = addition.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(members, key=lambda name: (name != "mimetype", name != "[Content_Types].xml")):
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 12, 0, 0)), members[name], stored)


# --- the list ---------------------------------------------------------------------------------------------------------

def list_places(path, plan, maker, lacking=(), unread=None, additions=()):
    """lacking: places that the format cannot hold or that LibreOffice leaves out of it."""
    with open(path + ".places", "w") as out:
        out.write("# made by: " + maker + "\n")
        for token, place in plan.places.items():
            if place in lacking:
                continue
            shown = token.lower() + "@example.org" if place == "target of a link" else token
            reason = (unread or {}).get(place)
            out.write("%s\t%s\t%s\n" % (shown, place, "unread\t" + reason if reason else "found"))
    assert os.path.getsize(path) < 80_000, path


def held(path, token):
    """Whether LibreOffice kept a token at all: in a package member, or in the bytes in some encoding."""
    blobs = [open(path, "rb").read()]
    if zipfile.is_zipfile(path):
        package = zipfile.ZipFile(path)
        blobs = [package.read(name) for name in package.namelist()]
    forms = {token, token.lower(), token.upper()}
    return any(form.encode(code) in blob for blob in blobs for form in forms for code in ("utf-8", "utf-16-le"))


FORMATS = {"docx": ("swriter", writer, "MS Word 2007 XML", more_docx), "odt": ("swriter", writer, "writer8", more_odf),
           "doc": ("swriter", writer, "MS Word 97", None), "rtf": ("swriter", writer, "Rich Text Format", None),
           "xlsx": ("scalc", calc, "Calc MS Excel 2007 XML", more_xlsx), "ods": ("scalc", calc, "calc8", more_odf),
           "xls": ("scalc", calc, "MS Excel 97", None),
           "pptx": ("simpress", impress, "Impress MS PowerPoint 2007 XML", more_pptx), "odp": ("simpress", impress, "impress8", more_odf),
           "ppt": ("simpress", impress, "MS PowerPoint 97", None)}
NAMES = {"swriter": "letter", "scalc": "staff", "simpress": "talk"}


def make_all(desktop, wanted):
    for suffix, (factory, fill, kind, more) in FORMATS.items():
        if wanted and suffix not in wanted:
            continue
        plan = Plan()
        document = desktop.loadComponentFromURL("private:factory/" + factory, "_blank", 0, (prop("Hidden", True),))
        fill(document, plan)
        path = os.path.join(HERE, suffix, NAMES[factory] + "." + suffix)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        document.storeToURL("file://" + path, (prop("FilterName", kind),))
        split = ("word cut by formatting", "cell cut by formatting", "result of a formula")
        lacking = {place for token, place in plan.places.items() if place not in split and not held(path, token)}
        print(suffix, "left out by LibreOffice:", ", ".join(sorted(lacking)) or "nothing")
        maker = "LibreOffice 7.4 (office.py)"
        if more:
            add_to_package(path, more(plan))
            maker = "LibreOffice 7.4, completed by hand (office.py)"
        if suffix == "ppt":  # half a megabyte of zeros
            with open(path, "rb") as plain, open(path + ".gz", "wb") as packed:
                packed.write(gzip.compress(plain.read(), mtime=0))
            os.remove(path)
            path += ".gz"
        list_places(path, plan, maker, lacking, UNREAD.get(suffix))
        try:
            document.close(True)
        except Exception:  # LibreOffice 7.4 sometimes dies of a presentation with remarks
            return


UNREAD = {}


def main():
    home = tempfile.mkdtemp()
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--accept=socket,host=127.0.0.1,port=20972;urp;",
                               "-env:UserInstallation=file://" + home], env={**os.environ, "HOME": home})
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve("uno:socket,host=127.0.0.1,port=20972;urp;StarOffice.ComponentContext")
            break
        except Exception:
            time.sleep(0.5)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        make_all(desktop, sys.argv[1:])
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(30)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
