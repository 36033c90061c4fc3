using System.Globalization;
using System.Text.Json;
using XbFunctions.Contracts;
using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>The read model behind the summary: decisions by hour, market and partition, to be merged where it is read.</summary>
public static class FraudHours
{
    private static readonly string[] Words = ["Approved", "Reviewed", "Declined"];

    /// <summary>The table.</summary>
    public static ReadModelDefinition Definition { get; } = new(
        "FraudHours",
        [
            new("Hour", ReadModelColumnType.Time),
            new("Market", ReadModelColumnType.Text),
            .. Words.Select(static word => new ReadModelColumn(word, ReadModelColumnType.Whole)),
            .. Words.Select(static word => new ReadModelColumn($"{word}Amount", ReadModelColumnType.Number)),
            new("ScoreSum", ReadModelColumnType.Number),
            new("Rules", ReadModelColumnType.Text),
            new("Reasons", ReadModelColumnType.Text),
        ]);

    /// <summary>Column of an outcome's count.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>Its name; with <c>Amount</c> behind it, the column of the sum.</returns>
    public static string ColumnOf(DecisionOutcome outcome) => Words[(int)outcome];

    /// <summary>Table partition of an hour: its day.</summary>
    /// <param name="hour">The hour.</param>
    /// <returns>Such as <c>20260314</c>.</returns>
    public static string PartitionOf(DateTimeOffset hour) => hour.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Writes the rows of the open hour.</summary>
    /// <param name="rows">Destination.</param>
    /// <param name="state">The partition's state.</param>
    /// <param name="touched">Markets whose rows have changed.</param>
    internal static void Add(ReadModelRows rows, WatchState state, HashSet<CountryCode> touched)
    {
        var hour = DateTimeOffset.UnixEpoch.AddHours(state.Open.Hour);
        foreach (var (market, cell) in state.Open.Markets.Where(market => touched.Contains(market.Key)))
        {
            rows.Add(
                PartitionOf(hour),
                string.Create(CultureInfo.InvariantCulture, $"{hour:HH}-{market}-{state.PartitionId}"),
                hour,
                market.ToString(),
                cell.Counts[0],
                cell.Counts[1],
                cell.Counts[2],
                Math.Round(cell.Amounts[0], 2),
                Math.Round(cell.Amounts[1], 2),
                Math.Round(cell.Amounts[2], 2),
                Math.Round(cell.ScoreSum, 4),
                Text(cell.Rules),
                Text(cell.Reasons));
        }
    }

    /// <summary>Adds what a text column counted.</summary>
    /// <param name="text">Column <c>Rules</c> or <c>Reasons</c>; null for nothing.</param>
    /// <param name="into">Receives the counts.</param>
    internal static void Unpack(string? text, Dictionary<string, long> into)
    {
        if (text is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(text);
        foreach (var member in document.RootElement.EnumerateObject())
        {
            into[member.Name] = into.GetValueOrDefault(member.Name) + member.Value.GetInt64();
        }
    }

    private static string? Text(Dictionary<string, int> counts)
    {
        if (counts.Count == 0)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, count) in counts)
            {
                json.WriteNumber(name, count);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
