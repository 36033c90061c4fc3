using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decisions of one market in one hour, as the summary adds them up. Not thread-safe.</summary>
internal sealed class HourCell
{
    private const int MostNames = 64;
    private const int Outcomes = 3;

    /// <summary>Decisions by outcome.</summary>
    public int[] Counts { get; } = new int[Outcomes];

    /// <summary>Amounts by outcome, major units of the base currency.</summary>
    public double[] Amounts { get; } = new double[Outcomes];

    /// <summary>Sum of the scores.</summary>
    public double ScoreSum { get; set; }

    /// <summary>Held payments by rule that fired.</summary>
    public Dictionary<string, int> Rules { get; } = new(StringComparer.Ordinal);

    /// <summary>Held payments by reason code.</summary>
    public Dictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a decision.</summary>
    /// <param name="decision">The decision.</param>
    public void Add(in WatchedDecision decision)
    {
        Counts[(int)decision.Outcome]++;
        Amounts[(int)decision.Outcome] += decision.Amount;
        ScoreSum += decision.Score;
        if (decision.Outcome != DecisionOutcome.Approve)
        {
            Count(Rules, decision.Rules);
            Count(Reasons, decision.Reasons);
        }
    }

    /// <summary>Writes the cell.</summary>
    /// <param name="target">Destination.</param>
    public void Write(BinaryWriter target)
    {
        for (var outcome = 0; outcome < Outcomes; outcome++)
        {
            target.Write(Counts[outcome]);
            target.Write(Amounts[outcome]);
        }

        target.Write(ScoreSum);
        foreach (var names in (Dictionary<string, int>[])[Rules, Reasons])
        {
            target.Write(names.Count);
            foreach (var (name, count) in names)
            {
                target.Write(name);
                target.Write(count);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="source">Source.</param>
    public static HourCell Read(BinaryReader source)
    {
        var cell = new HourCell();
        for (var outcome = 0; outcome < Outcomes; outcome++)
        {
            (cell.Counts[outcome], cell.Amounts[outcome]) = (source.ReadInt32(), source.ReadDouble());
        }

        cell.ScoreSum = source.ReadDouble();
        foreach (var names in (Dictionary<string, int>[])[cell.Rules, cell.Reasons])
        {
            for (var left = source.ReadInt32(); left > 0; left--)
            {
                names[source.ReadString()] = source.ReadInt32();
            }
        }

        return cell;
    }

    // A rule's name comes from a document that people edit: bounded, so that a mistake there cannot fill the memory.
    private static void Count(Dictionary<string, int> counts, string? joined)
    {
        foreach (var name in WatchedDecision.Names(joined))
        {
            if (counts.TryGetValue(name, out var count) || counts.Count < MostNames)
            {
                counts[name] = count + 1;
            }
        }
    }
}
