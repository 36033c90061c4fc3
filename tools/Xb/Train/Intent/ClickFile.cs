using System.IO.Compression;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Intent;

/// <summary>Reads a clickstream: JSON Lines, plain or gzip, each line an event's body or an envelope with <c>hub</c>, <c>type</c> and <c>body</c>, as <c>xb simulate</c> writes it.</summary>
internal static class ClickFile
{
    private const int MostLine = 4 * EventLimits.BodyBytes;

    /// <summary>The events of hub <c>clickstream</c>, one after another.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandException">The file cannot be read, or a line is no JSON object; the message names the line.</exception>
    public static IEnumerable<(int Line, byte[] Body, string? Type)> Read(string path, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        using var file = Open(path);
        using var lines = new StreamReader(
            path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
        for (var line = 1; lines.ReadLine() is { } text; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line % 5_000 == 0)
            {
                progress.Report(new WorkDone((double)file.Position / Math.Max(1, file.Length)));
            }

            if (text.Length > 0 && Event(path, line, text) is { } found)
            {
                yield return (line, found.Body, found.Type);
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--clicks {path} cannot be read: {fault.Message}");
        }
    }

    private static (byte[] Body, string? Type)? Event(string path, int line, string text)
    {
        if (text.Length > MostLine)
        {
            throw new CommandException($"{path} line {line} has {text.Length} characters; expected {MostLine} at most.");
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new CommandException($"{path} line {line} is no JSON object.");
            }

            if (!root.TryGetProperty("body", out var body))
            {
                return (Encoding.UTF8.GetBytes(text), null);
            }

            var isOther = root.TryGetProperty("hub", out var hub) && hub.GetString() != HubNames.Clickstream;
            return isOther ? null : (Encoding.UTF8.GetBytes(body.GetRawText()), root.TryGetProperty("type", out var type) ? type.GetString() : null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new CommandException($"{path} line {line} is no event: {fault.Message}");
        }
    }
}
