using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace XbFunctions.Host;

/// <summary>
/// Remembers in the data folder which Azurite uses it. After a host was killed its Azurite still saves its files for a moment, and a
/// second one that reads them meanwhile would miss the last writes.
/// </summary>
/// <param name="ProcessId">Process id of the Azurite.</param>
/// <param name="StartedAt">When that process began: process ids are used again.</param>
internal sealed record AzuriteRecord(int ProcessId, DateTime StartedAt)
{
    private const string FileName = "azurite.process.json";
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Writes down the process that uses a folder from now on.</summary>
    public static void Write(string folder, Process process)
    {
        try
        {
            var record = new AzuriteRecord(process.Id, process.StartTime.ToUniversalTime());
            File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(record));
        }
        catch (InvalidOperationException)
        {
            // It ended at once; whoever waits for it to listen reports why.
        }
    }

    /// <summary>Waits until the Azurite that used a folder before has ended; one that does not end is killed.</summary>
    public static async Task AwaitPreviousAsync(string folder, CancellationToken cancellationToken)
    {
        using var previous = Find(Path.Combine(folder, FileName));
        if (previous is null)
        {
            return;
        }

        try
        {
            await previous.WaitForExitAsync(cancellationToken).WaitAsync(CloseTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            previous.Kill(entireProcessTree: true);
            await previous.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Process? Find(string path)
    {
        try
        {
            if (!File.Exists(path) || JsonSerializer.Deserialize<AzuriteRecord>(File.ReadAllText(path)) is not { } record)
            {
                return null;
            }

            var process = Process.GetProcessById(record.ProcessId);
            return (process.StartTime.ToUniversalTime() - record.StartedAt).Duration() < Tolerance ? process : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception or JsonException)
        {
            return null; // It has ended, or the record is damaged.
        }
    }
}
