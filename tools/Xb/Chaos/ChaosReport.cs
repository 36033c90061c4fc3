using Spectre.Console;

namespace XbFunctions.Xb.Chaos;

/// <summary>What a run came to, for people.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Acts">What was done to the platform.</param>
/// <param name="Kills">Processes killed.</param>
/// <param name="Storage">What storage did wrong.</param>
/// <param name="Verdict">The comparison.</param>
/// <param name="CaughtUp">Whether all events were committed in the end.</param>
/// <param name="StoppedCleanly">Whether the instances ended cleanly.</param>
internal sealed record ChaosReport(
    ChaosOptions Options,
    IReadOnlyDictionary<string, long> Acts,
    long Kills,
    StorageFaultPlan Storage,
    ChaosVerdict Verdict,
    bool CaughtUp,
    bool StoppedCleanly)
{
    /// <summary>Whether nothing was lost, counted twice or different.</summary>
    public bool IsProof => CaughtUp && Verdict.IsProof;

    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where.</param>
    public void Print(CommandTerminal terminal)
    {
        var table = CommandTables.New("chaos", "count");
        Row("events in the hub's log", Verdict.Events);
        Row("duplicates among them", Verdict.Duplicates);
        Row("processes killed", Kills);
        foreach (var (act, count) in Acts.OrderBy(static act => act.Key, StringComparer.Ordinal))
        {
            Row(act, count);
        }

        Row("storage requests", Storage.Requests);
        foreach (var (fault, count) in Storage.Counts.OrderBy(static fault => fault.Key))
        {
            Row($"storage: {Name(fault)}", count);
        }

        if (Options.Bug != ChaosBug.None)
        {
            Row($"bug {Options.Bug} struck", Storage.BugStrikes);
        }

        foreach (var (what, count) in Verdict.Compared)
        {
            Row($"compared: {what}", count);
        }

        Row("decisions sent again, recognisable", Verdict.SentAgain);
        Row("lost", Verdict.Lost);
        Row("counted twice", Verdict.CountedTwice);
        Row("different", Verdict.Different);
        terminal.Out.Write(table);
        foreach (var example in Verdict.Examples)
        {
            terminal.Line(example);
        }

        if (!CaughtUp)
        {
            terminal.Line("Not all events were committed: nothing moved any more for two minutes, or a state cannot be read.");
        }

        if (!StoppedCleanly)
        {
            terminal.Line("An instance did not end cleanly; its log says why.");
        }

        terminal.Line(IsProof
            ? "Lost 0, counted twice 0, different 0."
            : $"Lost {CommandTables.Count(Verdict.Lost)}, counted twice {CommandTables.Count(Verdict.CountedTwice)}, different {CommandTables.Count(Verdict.Different)}. Logs and data stay in {Options.Folder}.");

        void Row(string name, long count) => table.AddRow(Markup.Escape(name), CommandTables.Count(count));
    }

    private static string Name(StorageFault fault) => fault switch
    {
        StorageFault.BrokenBefore => "broken before the effect",
        StorageFault.BrokenAfter => "broken after the effect",
        StorageFault.ServerError => "500",
        StorageFault.Busy => "503",
        StorageFault.Late => "an append that takes effect late",
        _ => "slow",
    };
}
