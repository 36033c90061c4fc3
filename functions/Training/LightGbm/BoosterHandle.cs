using Microsoft.Win32.SafeHandles;

namespace XbFunctions.Training;

/// <summary>Owns a native booster, which refers to its data sets: dispose it before them.</summary>
internal sealed class BoosterHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => LightGbmNative.BoosterFree(handle) == 0;
}
