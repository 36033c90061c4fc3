using System.Runtime.InteropServices;

namespace XbFunctions.Training;

/// <summary>
/// LightGBM's C interface (https://lightgbm.readthedocs.io/en/stable/C-API.html): the part used here. 0 is success, else
/// <see cref="LastError"/> tells.
/// </summary>
internal static partial class LightGbmNative
{
    /// <summary>C_API_DTYPE_FLOAT32.</summary>
    public const int Float32 = 0;

    private const string Library = "lib_lightgbm";

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    public static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DatasetCreateFromMat(
        ReadOnlySpan<float> data,
        int dataType,
        int rowCount,
        int columnCount,
        int isRowMajor,
        string parameters,
        nint reference,
        out DatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DatasetSetField(
        DatasetHandle dataset, string field, ReadOnlySpan<float> data, int length, int dataType);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    public static partial int DatasetFree(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int BoosterCreate(DatasetHandle training, string parameters, out BoosterHandle booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    public static partial int BoosterFree(nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterAddValidData")]
    public static partial int BoosterAddValidData(BoosterHandle booster, DatasetHandle validation);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    public static partial int BoosterUpdateOneIter(BoosterHandle booster, out int isFinished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetEval")]
    public static partial int BoosterGetEval(BoosterHandle booster, int dataIndex, out int length, Span<double> results);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    public static partial int BoosterSaveModelToString(
        BoosterHandle booster,
        int startIteration,
        int iterationCount,
        int importanceType,
        long bufferLength,
        out long length,
        Span<byte> buffer);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFeatureImportance")]
    public static partial int BoosterFeatureImportance(BoosterHandle booster, int iterationCount, int importanceType, Span<double> results);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int BoosterPredictForMat(
        BoosterHandle booster,
        ReadOnlySpan<float> data,
        int dataType,
        int rowCount,
        int columnCount,
        int isRowMajor,
        int predictType,
        int startIteration,
        int iterationCount,
        string parameters,
        out long length,
        Span<double> results);
}
