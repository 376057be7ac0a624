from typing import Literal

GetMaterialPropertyDownloadUrlKindType1 = Literal["original", "parquet"]

GET_MATERIAL_PROPERTY_DOWNLOAD_URL_KIND_TYPE_1_VALUES: set[
    GetMaterialPropertyDownloadUrlKindType1
] = {
    "original",
    "parquet",
}


def check_get_material_property_download_url_kind_type_1(
    value: str,
) -> GetMaterialPropertyDownloadUrlKindType1:
    if value in GET_MATERIAL_PROPERTY_DOWNLOAD_URL_KIND_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {GET_MATERIAL_PROPERTY_DOWNLOAD_URL_KIND_TYPE_1_VALUES!r}"
    )
