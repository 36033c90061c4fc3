using System.Runtime.InteropServices;

namespace XbFunctions.Training;

/// <summary>The part of LightGBM's C interface that ranking needs.</summary>
internal static partial class LightGbmNative
{
    /// <summary>C_API_DTYPE_INT32.</summary>
    public const int Int32 = 2;

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DatasetSetField(
        DatasetHandle dataset, string field, ReadOnlySpan<int> data, int length, int dataType);
}
