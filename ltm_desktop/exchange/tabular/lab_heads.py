"""The heads of a table of laboratory results, in the languages laboratories write them in.

A head is known without spaces and in any case; others are left out.
"""

from collections.abc import Mapping

_SPELLED: Mapping[str, tuple[str, ...]] = {
    "patient": (
        *("patient", "patientnumber", "patientid", "subject", "subjectid", "mrn"),
        *("患者编号", "病历号", "住院号", "门诊号", "受试者编号", "病人编号"),
    ),
    "born": ("born", "birthdate", "dateofbirth", "dob", "出生日期"),
    "name": ("name", "patientname", "姓名", "患者姓名"),
    "analyte": ("analyte", "test", "testname", "item", "项目", "项目名称", "检验项目"),
    "code": ("code", "loinc", "loinccode", "项目代码"),
    "value": ("value", "result", "结果", "检验结果", "结果值"),
    "unit": ("unit", "units", "单位"),
    "low": ("low", "referencelow", "lln", "下限", "参考下限"),
    "high": ("high", "referencehigh", "uln", "上限", "参考上限"),
    "reference": ("reference", "referencerange", "参考范围", "参考值", "参考区间"),
    "sampled": (
        *("sampled", "sampledat", "sampledrawn", "collected", "collectedat", "collectiontime"),
        *("采样时间", "采集时间", "标本采集时间"),
    ),
    "reported": ("reported", "reportedat", "reporttime", "报告时间"),
    "specimen": ("specimen", "sample", "specimentype", "标本", "标本类型", "样本", "样本类型"),
    "laboratory": ("laboratory", "lab", "实验室", "检验科"),
    "report": ("report", "reportnumber", "reportno", "报告号", "报告编号", "申请单号"),
}
HEADS: Mapping[str, str] = {head: key for key, heads in _SPELLED.items() for head in heads}
"""The meaning of each head."""
NEEDED = ("patient", "analyte", "value", "sampled")
"""Without these there is no result."""
