using System.Globalization;
using System.Runtime.InteropServices;

namespace XbFunctions.Training;

/// <summary>Loads the native library on first use and turns its errors into exceptions.</summary>
internal static class LightGbmLibrary
{
    /// <summary>Parameters of predictions on all processors.</summary>
    public static string Quiet { get; } = string.Create(CultureInfo.InvariantCulture, $"verbosity=-1 num_threads={Environment.ProcessorCount}");

    /// <summary>Makes sure that the library loads.</summary>
    /// <exception cref="TrainerUnavailableException">It does not.</exception>
    public static void Require()
    {
        try
        {
            LightGbmNative.LastError();
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new TrainerUnavailableException(Advice(), exception);
        }
    }

    /// <summary>Throws for a return code other than success.</summary>
    /// <param name="code">What the native function returned.</param>
    /// <param name="action">What was tried, for the message: "Building a tree".</param>
    /// <exception cref="TrainerException">The code is not 0.</exception>
    public static void Check(int code, string action)
    {
        if (code != 0)
        {
            throw new TrainerException($"{action} failed: LightGBM says '{Marshal.PtrToStringUTF8(LightGbmNative.LastError())}'.");
        }
    }

    private static string Advice()
    {
        var cause = RuntimeInformation.ProcessArchitecture != Architecture.X64
            ? $"its package has x64 libraries only, and this process is {RuntimeInformation.ProcessArchitecture}: train on an x64 machine."
            : OperatingSystem.IsLinux() ? "install the OpenMP runtime (Debian, Ubuntu: apt-get install libgomp1)."
            : OperatingSystem.IsMacOS() ? "install the OpenMP runtime (brew install libomp)."
            : "install the Microsoft Visual C++ redistributable (x64).";
        return $"LightGBM's native library does not load: {cause}";
    }
}
