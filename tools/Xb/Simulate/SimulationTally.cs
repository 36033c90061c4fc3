using System.Globalization;
using Spectre.Console;
using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Simulate;

/// <summary>Counts what was simulated.</summary>
internal sealed class SimulationTally
{
    private readonly SortedDictionary<string, long> _types = new(StringComparer.Ordinal);
    private DateTimeOffset _first;
    private DateTimeOffset _last;
    private long _frauds;

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Counts an event.</summary>
    /// <param name="simulated">The event.</param>
    public void Add(in SimulatedEvent simulated)
    {
        _first = Events++ == 0 ? simulated.Event.OccurredAt : _first;
        _last = simulated.Event.OccurredAt;
        _types[simulated.Event.Type] = _types.GetValueOrDefault(simulated.Event.Type) + 1;
        _frauds += simulated.Event.Type == EventTypes.PaymentAuthorised && simulated.Scenario != FraudScenario.None ? 1 : 0;
    }

    /// <summary>Prints the counts.</summary>
    /// <param name="terminal">Where to.</param>
    public void Print(CommandTerminal terminal)
    {
        var table = CommandTables.New("event", "events");
        foreach (var (type, count) in _types)
        {
            table.AddRow(type, CommandTables.Count(count));
        }

        terminal.Out.Write(table);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Events:N0} events of {_first:yyyy-MM-dd HH:mm} to {_last:yyyy-MM-dd HH:mm} UTC; {_frauds:N0} payments are fraudulent."));
    }
}
