using XbFunctions.Capabilities.Fraud;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Tests.Fraud;

/// <summary>Counts of corridors of unlike size and rate, with a surge in one of them if wanted.</summary>
internal sealed class SurgeTraffic(int seed, int groups, int perMinute, int cluster)
{
    private readonly Random _random = new(seed);
    private readonly double[] _rates = [.. Enumerable.Range(0, groups).Select(group => 0.005 * (1 + ((group * 7) % 13)))];

    public static WatchKey SurgeKey => KeyOf(9);

    /// <summary>First and last minute of the surge, and held attempts a minute.</summary>
    public (int From, int To, int PerMinute) Surge { get; init; } = (int.MaxValue, int.MaxValue, 0);

    public void Write(int minute, Dictionary<WatchKey, WatchCell> cells)
    {
        for (var attempt = 0; attempt < perMinute; attempt++)
        {
            var group = (int)(groups * _random.NextDouble() * _random.NextDouble());
            Add(cells, group, _random.NextDouble() < _rates[group] ? cluster : 0, minute);
        }

        for (var hit = 0; hit < Surge.PerMinute && minute >= Surge.From && minute < Surge.To; hit++)
        {
            Add(cells, 9, 1, minute);
        }
    }

    private static WatchKey KeyOf(int group) => WatchKey.OfCorridor(CountryCode.All[group], CountryCode.All[^1]);

    private static void Add(Dictionary<WatchKey, WatchCell> cells, int group, int hits, int minute)
    {
        cells.TryGetValue(KeyOf(group), out var cell);
        var attempts = Math.Max(1, hits);
        cell.Add(new WatchCell
        {
            Payments = attempts, Held = hits, Attempts = attempts, Hits = hits,
            Sample = hits > 0 ? $"p-{minute}" : null, SampleMarket = CountryCode.Parse("DE"),
        });
        cells[KeyOf(group)] = cell;
    }
}
