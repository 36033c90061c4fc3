using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace XbFunctions.Host;

/// <summary>The names under which listeners own partitions: machine, process and a number of their own.</summary>
/// <remarks>
/// In the service the name is a random one, so what a killed process owned stays with it until it expires. Here it says which process it means, so that a
/// host that was killed and started again on the same machine goes on at once.
/// </remarks>
internal static class OwnerIdentity
{
    // Two processes compute the start of a third one from the clock of the system and may differ a little.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(10);
    private static readonly string Process = Describe();

    /// <summary>A new name, of ASCII characters.</summary>
    public static string Create() => $"{Process}/{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>Whether an owner is a process of this machine that has ended; <see langword="false"/> for all of which that is not known.</summary>
    public static bool HasEnded(string owner)
    {
        if (owner.Split('/') is not [var machine, var process, var started, _]
            || machine != Machine()
            || !int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return false;
        }

        try
        {
            using var other = System.Diagnostics.Process.GetProcessById(id);
            return (StartOf(other) - DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).Duration() > StartTolerance;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            // It is there, but may not be looked at.
            return false;
        }
    }

    internal static string Describe(string machine, int process, DateTimeOffset started) =>
        string.Create(CultureInfo.InvariantCulture, $"{machine}/{process}/{started.ToUnixTimeMilliseconds()}");

    internal static string Machine() => new([.. Environment.MachineName.ToLowerInvariant().Where(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')]);

    private static string Describe()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return Describe(Machine(), self.Id, StartOf(self));
    }

    private static DateTimeOffset StartOf(Process process) => new(process.StartTime.ToUniversalTime());
}
