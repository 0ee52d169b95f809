"""Why a file is not read and what to do instead: each refusal once, in both languages."""

from __future__ import annotations

from intake.document import IntakeError
from intake.reading import limits

#: What a format is called, and what to do with a file of it.
_SAVE_AS_DOCX = ("请在 Word 或 WPS 中另存为 DOCX 后再收录", "save it as DOCX in Word or WPS first")
_SAVE_AS_XLSX = ("请在 Excel 或 WPS 中另存为 XLSX 后再收录", "save it as XLSX in Excel or WPS first")
_ORIGINAL = ("请向发布单位索取可复制文字的原件，或直接录入", "ask for the original with text, or type it in")
_UNPACK = ("请解压后逐个收录其中的文件", "unpack it and take in its files one by one")
_READABLE = (
    "可以收录的是网页（HTML）、PDF、DOCX、XLSX 和文本文件",
    "what can be read is HTML, PDF, DOCX, XLSX and text",
)

#: Formats that are known and not read: their names in Chinese and in English, and what to do.
_NOT_READ: dict[str, tuple[str, str, tuple[str, str]]] = {
    "doc": ("旧版 Word 或 WPS 文字文件（.doc、.wps）", "an old Word or WPS file (.doc, .wps)", _SAVE_AS_DOCX),
    "xls": ("旧版 Excel 或 WPS 表格文件（.xls、.et）", "an old Excel or WPS file (.xls, .et)", _SAVE_AS_XLSX),
    "ppt": ("演示文稿", "a presentation", _READABLE),
    "ole": ("旧版 Office 文件", "an old Office file", _SAVE_AS_DOCX),
    "rtf": ("RTF 文件", "an RTF file", _SAVE_AS_DOCX),
    "ofd": (
        "OFD 版式文件",
        "an OFD file",
        (
            "请在 OFD 阅读器中转为 PDF（文字可复制）后再收录",
            "turn it into a PDF with text in an OFD reader first",
        ),
    ),
    "odt": ("OpenDocument 文字文件（.odt）", "an OpenDocument text (.odt)", _SAVE_AS_DOCX),
    "ods": ("OpenDocument 表格文件（.ods）", "an OpenDocument sheet (.ods)", _SAVE_AS_XLSX),
    "word-xml": ("Word XML 文件", "a Word XML file", _SAVE_AS_DOCX),
    "xml": ("XML 文件", "an XML file", _READABLE),
    "mhtml": (
        "单个文件网页（.mht、.mhtml）",
        "a web archive (.mht, .mhtml)",
        ("请在浏览器中另存为“网页，仅 HTML”后再收录", "save the page as HTML only in the browser first"),
    ),
    "image": (
        "图片",
        "a picture",
        ("图片中没有文字；" + _ORIGINAL[0], "a picture has no text; " + _ORIGINAL[1]),
    ),
    "archive": ("压缩包", "an archive", _UNPACK),
    "program": ("程序文件", "a program", _READABLE),
    "unknown": ("无法识别的文件", "a file of an unknown kind", _READABLE),
}


def not_read(kind: str) -> IntakeError:
    """Return the refusal of a format that is known by name."""
    zh, en, (do_zh, do_en) = _NOT_READ[kind]
    return IntakeError(f"这是{zh}，不能直接读取：{do_zh}。", f"This is {en}, which is not read: {do_en}.")


def empty() -> IntakeError:
    """Return the refusal of a file of zero bytes."""
    return IntakeError(
        "文件是空的（0 字节），请重新下载或导出。",
        "The file is empty (0 bytes); download or export it again.",
    )


def no_text() -> IntakeError:
    """Return the refusal of a file whose pages are pictures, or that says nothing."""
    return IntakeError(
        "文件中没有可以读取的文字，可能是扫描件或图片：" + _ORIGINAL[0] + "。",
        "The file holds no text that can be read; it may be scanned, and a picture has no text: "
        + _ORIGINAL[1]
        + ".",
    )


def unreadable_letters() -> IntakeError:
    """Return the refusal of a PDF file whose fonts do not say which characters they draw."""
    return IntakeError(
        "PDF 中的字体没有文字对应关系，复制出来是乱码：" + _ORIGINAL[0] + "。",
        "The fonts of this PDF do not say which characters they draw: " + _ORIGINAL[1] + ".",
    )


def encrypted() -> IntakeError:
    """Return the refusal of a file that needs a password."""
    return IntakeError(
        "文件有密码保护，请用密码打开，取消保护后另存一份再收录。",
        "The file is protected by a password; open it, remove the protection, save a copy and take that in.",
    )


def damaged(zh: str, en: str) -> IntakeError:
    """Return the refusal of a file of a format that does not hold together."""
    return IntakeError(
        f"{zh}文件已损坏或不完整，请重新下载，或用原来的软件打开后另存一份。",
        f"The {en} file is damaged or cut short; download it again, or open it and save a copy.",
    )


def unparsed(error: Exception, zh: str, en: str) -> IntakeError:
    """Return the refusal of XML or HTML that a parser of lxml gave up; `error` says over what."""
    said = [str(error), *(f"{e.type_name} {e.message}" for e in getattr(error, "error_log", ()))]
    if any("NO_MEMORY" in text or "allocation" in text for text in said):
        return too_much_memory()
    return too_deep() if any("depth" in text.lower() for text in said) else damaged(zh, en)


def declares_entities() -> IntakeError:
    """Return the refusal of an Office file with a document type, which none may have."""
    return IntakeError(
        "文件内部含有不应有的实体声明（DTD），不予读取；请用 Word、Excel 或 WPS 打开后另存一份。",
        "The file declares entities (a DTD), which Office files must not have; open it in Office and save a copy.",
    )


def unknown_encoding() -> IntakeError:
    """Return the refusal of a text that is in none of the encodings that are read."""
    return IntakeError(
        "无法确定文字编码：请用记事本打开，另存为 UTF-8 编码后再收录。",
        "The encoding of the text is not known: open it in an editor, save it as UTF-8 and take that in.",
    )


def too_large(size: int) -> IntakeError:
    """Return the refusal of a file that has more bytes than are read."""
    limit = limits.FILE_BYTES // limits.MEGABYTE
    shown = max(size // limits.MEGABYTE, limit)
    return IntakeError(
        f"文件过大（约 {shown} MB），上限为 {limit} MB；请拆分，或去掉其中的图片后再收录。",
        f"The file is too large (some {shown} MB; the limit is {limit} MB); split it, or leave its pictures out.",
    )


def unpacks_to_too_much() -> IntakeError:
    """Return the refusal of an archive that grows beyond measure."""
    return IntakeError(
        "文件解压后过大，与正常的 Office 文件不符，不予读取；请用 Word、Excel 或 WPS 打开后另存一份。",
        "The file unpacks to far more than an Office file does and is not read; open it in Office and save a copy.",
    )


def too_many(count: int | None, limit: int, zh: str, en: str) -> IntakeError:
    """Return the refusal of a document with more pages, rows, cells … than are read."""
    shown_zh, shown_en = (f"（{count:,}{zh}）", f"{count:,}, ") if count is not None else ("", "")
    return IntakeError(
        f"文件内容过多{shown_zh}，上限为 {limit:,} {zh}；请只保留需要的部分后再收录。",
        f"The file holds too much ({shown_en}the limit is {limit:,} {en}); keep only what is needed.",
    )


def too_deep() -> IntakeError:
    """Return the refusal of elements nested beyond measure."""
    return IntakeError(
        f"文件内部嵌套超过 {limits.DEPTH} 层，不予读取；请用原来的软件另存一份。",
        f"Elements are nested more than {limits.DEPTH} deep; save a copy with the program that made the file.",
    )


def too_long(seconds: float) -> IntakeError:
    """Return the refusal of a file whose reading does not end."""
    return IntakeError(
        f"读取超过 {seconds:g} 秒，已停止；请拆分文件，或用原来的软件另存一份后再收录。",
        f"Reading took more than {seconds:g} seconds and was stopped; split the file, or save a copy of it.",
    )


def too_much_memory() -> IntakeError:
    """Return the refusal of a file whose reading needs more memory than it gets."""
    return IntakeError(
        "读取所需内存超过上限，已停止；请拆分文件，或去掉其中的图片后再收录。",
        "Reading needs more memory than allowed and was stopped; split the file, or leave its pictures out.",
    )


def reader_ended() -> IntakeError:
    """Return the refusal of a file over which the process that reads it ended."""
    return IntakeError(
        "读取时出错，文件可能已损坏；请用原来的软件打开后另存一份再收录。",
        "Reading broke off; the file may be damaged. Open it in the program that made it and save a copy.",
    )


def no_such_page(number: int, count: int) -> IntakeError:
    """Return the refusal of a page that a file does not have."""
    return IntakeError(
        f"没有第 {number} 页，文件共 {count} 页。", f"There is no page {number}; the file has {count}."
    )
