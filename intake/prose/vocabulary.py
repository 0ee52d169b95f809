"""The words by which figures are read: units, words of exactness, of plans, of scope. Longer words stand first."""

from __future__ import annotations

from typing import Literal

#: How exact words say a number is; 近 is approximate, but never above what is written.
Exactness = Literal["exact", "approx", "near", "at_least", "at_most"]
#: Sums of money; 万 and 亿 stay part of the unit.
MONEY = ("亿美元", "万美元", "美元", "亿元", "万元", "元")
#: Shares and what is reckoned in percent or in times.
RATES = ("个百分点", "百分点", "%", "‰", "倍")
PEOPLE = ("人", "名", "位")
#: Measure words of what is done or counted.
COUNTS = (
    "人次", "件次", "场次", "批次", "户次", "家次", "车次", "班次", "台次", "项次",
    "个", "件", "起", "宗", "例", "桩", "项", "条", "次", "场", "期", "篇", "份", "部", "册", "本", "张",
    "处", "所", "座", "栋", "幢", "间", "套", "台", "辆", "支", "只", "头", "株", "棵", "批", "类", "种",
    "级", "面", "块", "片", "轮", "组", "门", "户", "家", "单", "宗次", "案", "枚", "架", "艘", "盏", "根",
    "道", "封", "幅", "笔",
)  # fmt: skip
#: What is measured rather than counted.
MEASURES = (
    "平方公里", "平方千米", "平方米", "立方米", "公里", "千米", "公顷", "亩", "米", "吨", "千克", "公斤", "斤",
    "千瓦时", "千瓦", "兆瓦",
    "标准煤", "微克/立方米", "床", "GB", "TB", "㎡", "m²", "km²", "㎞²",
)  # fmt: skip
#: Signs that stand for a unit, and the unit.
SIGNS = {"㎡": "平方米", "m²": "平方米", "km²": "平方公里", "㎞²": "平方公里"}
#: How long something takes.
DURATIONS = ("个工作日", "个小时", "小时", "分钟", "学时", "课时", "个月", "天")
UNITS = tuple(sorted({*MONEY, *RATES, *PEOPLE, *COUNTS, *MEASURES, *DURATIONS}, key=len, reverse=True))

#: A unit that begins one of these words is none: 10部门, 3条例, 200家庭.
NO_UNITS = (
    "部门", "条例", "家庭", "次日", "本级", "本区", "本市", "本地", "本年", "本办", "本局", "面积", "组织",
    "组成", "组建", "门店", "门户",
    "支持", "支出", "支付", "所有", "所属", "处理", "处罚", "处置", "场所", "场景", "场地", "位于", "位列",
    "位居", "名单", "案件", "案例",
    "天津", "天然", "人均", "人大代表", "户籍", "户外", "户均", "亩均", "种植", "道路", "件事", "张网",
    "级别", "笔者", "笔试", "笔录", "笔记",
)  # fmt: skip

#: After Chinese numerals only these are units; everything else is an idiom more often than a figure.
CHINESE_UNITS = (
    "方面", "人次", "场次", "批次", "大", "次", "项", "件", "起", "类", "种", "张", "名", "家", "级", "条", "期",
    "部", "套",
    "支", "座", "篇", "份", "轮", "场", "本", "册", "所", "处", "个", "倍", "学时",
)  # fmt: skip
#: What a Chinese numeral and its unit count where the words are a slogan (四个意识, 三项制度) or only order a text.
SLOGANS = (
    "分配", "产业", "供水", "开发", "创业",
    "意识", "自信", "维护", "全面", "坚持", "确立", "必须", "服务", "统一", "制度", "一律", "一体",
    "主体责任", "责任",
    "维度", "层面", "环节", "关键", "阶段", "统筹", "革命", "文明", "建设", "走在前", "有利于", "善作善成",
    "转变", "结合",
    "方面", "新", "要", "聚焦", "着力", "到位", "突破", "融合", "联动", "清单制", "精神", "规律",
    "重大关系", "考验", "危险", "务必", "合计", "共计", "总计", "情形", "之一",
)  # fmt: skip

#: Words before a number, and what they make of it.
BEFORE: dict[Exactness, tuple[str, ...]] = {
    "at_least": ("不少于", "不低于", "不小于", "至少", "最少", "超过了", "超过", "突破了", "突破", "多于",
        "高于", "超", "逾"),
    "at_most": ("不超过", "不高于", "不多于", "至多", "最多", "不足", "不到", "低于", "少于"),
    "near": ("将近", "接近", "近"),
    "approx": ("大约", "大概", "约为", "约"),
}  # fmt: skip
#: The same signs at the end of another word (节约, 附近, 高超 …) say nothing.
OTHERWISE = (
    "节约", "预约", "公约", "签约", "履约", "违约", "合约", "解约", "条约", "制约", "集约", "续约", "契约",
    "最近", "附近", "邻近", "靠近",
    "证据不足", "依据不足", "事实不足", "理由不足", "手续不足",
    "高超", "反超", "赶超", "逐近", "临近", "先进", "新近",
)  # fmt: skip
#: Words after the number or its unit.
AFTER: dict[Exactness, tuple[str, ...]] = {
    "at_least": ("以上", "及以上", "多", "余", "之多", "有余"),
    "at_most": ("以内", "以下", "及以下", "之内"),
    "approx": ("左右", "上下"),
}

#: What becomes more or less: the growth that a number behind it gives is positive or negative.
RISES = ("增长", "增加", "上升", "提高", "提升", "增幅", "增速", "增", "上涨", "扩大", "加快")
FALLS = (
    "缩短",
    "压缩",
    "压降",
    "下降",
    "减少",
    "降低",
    "下滑",
    "回落",
    "负增长",
    "降幅",
    "缩减",
    "压减",
    "减",
    "降",
    "缩小",
    "放缓",
    "收窄",
)
COMPARED = (
    "比上年末",
    "较上年末",
    "比上年同期",
    "较上年同期",
    "比去年同期",
    "较去年同期",
    "同比",
    "环比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "年均",
    "可比",
    "同口径",
    "平均",
)

#: A section so headed, or a sentence so begun, tells what is to be done.
PLAN_HEADINGS = (
    "下一步", "下步", "今后", "明年", "来年", "工作打算", "工作计划", "工作安排", "工作思路", "努力方向",
    "发展目标", "主要目标",
    "预期目标", "奋斗目标", "总体要求", "总体目标", "重点任务", "主要任务", "工作目标", "工作重点", "展望",
    "工作建议", "预算草案",
)  # fmt: skip
PLAN_WORDS = (
    "力争", "争取", "目标是", "目标为", "预期目标", "主要目标", "奋斗目标", "目标值", "确保实现",
    "确保完成", "确保达到", "确保",
    "计划于", "计划在", "计划新", "计划建", "计划投", "计划实施", "计划完成", "计划到", "拟", "规划建设",
    "将达到", "将超过", "将突破", "将实现",
    "将新增", "将建成", "将完成", "将新建", "将投入", "将推出", "到2030年", "到2035年", "有望",
)  # fmt: skip
ESTIMATE_WORDS = ("预计", "预期", "预估", "估计", "初步核算数", "初步测算")
#: What is said to be done is no plan and no estimate, whatever the sentence began with.
DONE_WORDS = ("已完成", "已实现", "完成", "超额")

#: Lines with these belong to the page and not to the text.
FURNITURE = (
    "主办单位", "承办单位", "网站标识码", "联系方式", "联系电话", "咨询电话", "ICP备", "公网安备",
    "版权所有", "浏览器", "访问量", "浏览次数",
    "点击数", "阅读次数", "字号", "打印本页", "关闭窗口", "上一篇", "下一篇", "责任编辑", "发布日期",
    "发布时间", "信息来源", "索引号", "索 引 号",
    "文号", "邮编", "邮政编码", "地址:", "地址：", "传真", "分享到", "当前位置", "网站地图", "技术支持",
    "扫一扫", "此件公开", "抄送:", "共印",
)  # fmt: skip
