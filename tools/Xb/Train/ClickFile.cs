using System.IO.Compression;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train;

/// <summary>Reads a clickstream: JSON Lines, plain or gzip, each line an event's body or an envelope with <c>hub</c>, <c>type</c> and <c>body</c>, as <c>xb simulate</c> writes it.</summary>
internal static class ClickFile
{
    private const int MostLine = 4 * EventLimits.BodyBytes;

    /// <summary>The lines of hub <c>clickstream</c>, one after another; empty lines are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static IEnumerable<ClickLine> Read(string path, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        using var file = Guarded(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));
        var isGzip = Guarded(path, () => file.ReadByte() == 0x1F && file.ReadByte() == 0x8B);
        file.Position = 0;
        using var lines = new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
        for (var number = 1; Guarded(path, lines.ReadLine) is { } text; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (number % 5_000 == 0)
            {
                progress.Report(new WorkDone((double)file.Position / Math.Max(1, file.Length)));
            }

            if (text.Length > 0 && Event(number, text) is { } line)
            {
                yield return line;
            }
        }
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandException($"--clicks {path} cannot be read: {fault.Message}", fault);
        }
    }

    private static ClickLine? Event(int number, string text)
    {
        if (text.Length > MostLine)
        {
            return new ClickLine(number, [], null, $"{text.Length} characters; expected {MostLine} at most");
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new ClickLine(number, [], null, "no JSON object");
            }

            if (!root.TryGetProperty("body", out var body))
            {
                return new ClickLine(number, Encoding.UTF8.GetBytes(text), null);
            }

            var isOther = root.TryGetProperty("hub", out var hub) && hub.GetString() != HubNames.Clickstream;
            return isOther ? null : new ClickLine(number, Encoding.UTF8.GetBytes(body.GetRawText()), root.TryGetProperty("type", out var type) ? type.GetString() : null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new ClickLine(number, [], null, fault.Message);
        }
    }
}
