using System.IO.Compression;
using System.Text;
using System.Text.Json;
using XbFunctions.Contracts;

namespace XbFunctions.Xb.Train.Recommendations;

/// <summary>Interactions out of a file of clickstream events: JSON Lines, plain or gzip, each the event itself or, as <c>xb simulate --out</c> writes, with the event as <c>body</c>.</summary>
internal static class ClickFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Interactions in the order of time, and the number of lines that are no clickstream event.</returns>
    /// <exception cref="CommandException">The file cannot be read, or has no interaction.</exception>
    public static (List<Interaction> Interactions, int Refused) Read(string path, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        List<Interaction> interactions = [];
        var (ids, refused, lines) = (new IdInterner(), 0, 0);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            using var reader = new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                cancellationToken.ThrowIfCancellationRequested();
                refused += line.Length == 0 || TryAdd(interactions, line, ids) ? 0 : 1;
                if (++lines % 10_000 == 0)
                {
                    progress.Report(new WorkDone((double)file.Position / Math.Max(1, file.Length)));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandException($"Cannot read {path}: {exception.Message}", exception);
        }

        if (interactions.Count == 0)
        {
            throw new CommandException($"{path} has no product.viewed, cart.added or order.completed event in its {lines} lines.");
        }

        // Stable: events of one moment keep the order of the file.
        return ([.. interactions.OrderBy(static one => one.At)], refused);
    }

    private static bool TryAdd(List<Interaction> interactions, string line, IdInterner ids)
    {
        byte[] body;
        try
        {
            using var json = JsonDocument.Parse(line);
            body = Encoding.UTF8.GetBytes(json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("body", out var inner) ? inner.GetRawText() : line);
        }
        catch (JsonException)
        {
            return false;
        }

        if (!ClickReader.TryRead(body, ids, out var facts, out _))
        {
            return false;
        }

        var visitor = facts.CustomerId.Length > 0 ? facts.CustomerId : facts.AnonymousId;
        switch (facts.Kind)
        {
            case ClickKind.ProductViewed:
                interactions.Add(new Interaction(visitor, facts.Sku, facts.Market, facts.OccurredAt, Interaction.ViewWeight(facts.Position), facts.Kind));
                break;
            case ClickKind.CartAdded:
                interactions.Add(new Interaction(visitor, facts.Sku, facts.Market, facts.OccurredAt, 3, facts.Kind));
                break;
            case ClickKind.OrderCompleted:
                foreach (var item in facts.Items(body, ids))
                {
                    interactions.Add(new Interaction(visitor, item.Sku, facts.Market, facts.OccurredAt, 6, facts.Kind));
                }

                break;
        }

        return true;
    }
}
