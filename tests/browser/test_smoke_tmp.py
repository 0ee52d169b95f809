import time
from tests.browser.reading import *
def test_x(reader):
    for lang in ("zh","en"):
        for p in PAGES:
            t=time.time(); reader.open(f"/{p}?lang={lang}"); print(p,lang,round(time.time()-t,2),text(reader.page)[:60])
    reader.open("/compare?lang=zh")
    print(reader.page.locator('[data-testid="stSelectbox"]').first.inner_html()[:1500])
    print(reader.page.locator('[data-testid="stMultiSelect"]').first.inner_html()[:1500])
    print(reader.page.locator('[data-testid="stPlotlyChart"]').first.evaluate("e=>e.outerHTML.slice(0,400)"))
    reader.open("/trends?lang=zh")
    print(reader.page.locator('[data-testid="stSlider"]').first.inner_html()[:1500])
    reader.open("/map?lang=zh")
    print(reader.page.locator('[data-testid="stButtonGroup"]').first.inner_html()[:900])
    print(reader.faults, reader.outside, len(reader.asked))
