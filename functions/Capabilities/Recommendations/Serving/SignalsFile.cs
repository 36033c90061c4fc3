using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Signals as gzipped JSON: links as lists of item, weight, item, weight and so on.</summary>
public static class SignalsFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    /// <summary>Writes signals.</summary>
    /// <param name="signals">The signals.</param>
    public static byte[] Write(ItemSignals signals)
    {
        var document = new Document(
            signals.Version,
            signals.Skus,
            [.. signals.CoVisitation.Select(Flat)],
            [.. signals.Linear.Select(Flat)],
            signals.Trending.ToDictionary(static entry => entry.Key.ToString(), static entry => Flat(entry.Value), StringComparer.Ordinal),
            Flat(signals.TrendingEverywhere),
            signals.Buyers,
            signals.BuyersAgain,
            signals.TrendLevels.ToDictionary(static entry => entry.Key.ToString(), static entry => entry.Value, StringComparer.Ordinal),
            signals.TrendLevelEverywhere,
            signals.CarryOver);
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(gzip, document, Options);
        }

        return buffer.ToArray();
    }

    /// <summary>Reads signals.</summary>
    /// <param name="file">What <see cref="Write"/> wrote.</param>
    /// <exception cref="InvalidDataException">It is no such file, or a link leads to no item.</exception>
    public static ItemSignals Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var gzip = new GZipStream(BinaryData.FromBytes(file).ToStream(), CompressionMode.Decompress);
            var document = JsonSerializer.Deserialize<Document>(gzip, Options) ?? throw new InvalidDataException("The signals are null.");
            var count = document.Skus.Count;
            return new ItemSignals
            {
                Version = document.Version,
                Skus = document.Skus,
                CoVisitation = [.. document.CoVisitation.Select(list => Links(list, count))],
                Linear = [.. document.Linear.Select(list => Links(list, count))],
                Trending = document.Trending.ToDictionary(static entry => CountryCode.Parse(entry.Key), entry => Links(entry.Value, count)),
                TrendingEverywhere = Links(document.Everywhere, count),
                Buyers = Counts(document.Buyers, count),
                BuyersAgain = Counts(document.BuyersAgain, count),
                TrendLevels = (document.Levels ?? new Dictionary<string, TrendLevel>()).ToDictionary(static entry => CountryCode.Parse(entry.Key), static entry => Checked(entry.Value)),
                TrendLevelEverywhere = Checked(document.LevelEverywhere ?? default),
                CarryOver = Checked(document.CarryOver ?? TrendCarryOver.Default),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new InvalidDataException($"The signals cannot be read: {exception.Message}", exception);
        }
    }

    private static float[] Flat(SignalLink[] links) => [.. links.SelectMany(static link => (float[])[link.Item, MathF.Round(link.Weight, 4)])];

    private static SignalLink[] Links(float[] flat, int count)
    {
        var links = new SignalLink[flat.Length / 2];
        for (var i = 0; i < links.Length; i++)
        {
            links[i] = new SignalLink((int)flat[2 * i], flat[(2 * i) + 1]);
            if (links[i].Item < 0 || links[i].Item >= count || !float.IsFinite(links[i].Weight))
            {
                throw new InvalidDataException($"A link of the signals is to item {flat[2 * i]} with weight {flat[(2 * i) + 1]}; expected 0 to {count - 1}.");
            }
        }

        return links;
    }

    private static TrendLevel Checked(TrendLevel level) => level.Top >= 0 && level.Top <= level.Volume && double.IsFinite(level.Volume)
        ? level
        : throw new InvalidDataException($"A trend of the signals has {level.Top} of {level.Volume}.");

    private static TrendCarryOver Checked(TrendCarryOver carryOver) => carryOver is { PriorWeight: > 0 and < double.PositiveInfinity, LikenessWeight: >= 1 and < double.PositiveInfinity }
        ? carryOver
        : throw new InvalidDataException($"The signals' trends are carried over with {carryOver}.");

    private static IReadOnlyList<int> Counts(IReadOnlyList<int>? counts, int items) => counts is null || counts.Count == 0 || counts.Count == items
        ? counts ?? []
        : throw new InvalidDataException($"The signals count buyers of {counts.Count} items; expected {items}.");

    private sealed record Document(
        string Version,
        IReadOnlyList<string> Skus,
        IReadOnlyList<float[]> CoVisitation,
        IReadOnlyList<float[]> Linear,
        IReadOnlyDictionary<string, float[]> Trending,
        float[] Everywhere,
        IReadOnlyList<int>? Buyers,
        IReadOnlyList<int>? BuyersAgain,
        IReadOnlyDictionary<string, TrendLevel>? Levels = null,
        TrendLevel? LevelEverywhere = null,
        TrendCarryOver? CarryOver = null);
}
