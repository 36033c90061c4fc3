using Microsoft.Win32.SafeHandles;

namespace XbFunctions.Training;

/// <summary>Owns a native data set.</summary>
internal sealed class DatasetHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => LightGbmNative.DatasetFree(handle) == 0;
}
