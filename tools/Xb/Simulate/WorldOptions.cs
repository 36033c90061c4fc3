using System.CommandLine;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Simulate;

/// <summary>Options that describe the simulated marketplace.</summary>
internal sealed class WorldOptions
{
    private static readonly SimulationOptions Defaults = new();

    private readonly Option<ulong> _seed = CommandOptions.Number(
        "--seed", "Seed of every random draw.", Defaults.Seed, 0UL, ulong.MaxValue);

    private readonly Option<DateTimeOffset> _start = CommandOptions.Moment("--start", "Event time of the beginning.", Defaults.Start);
    private readonly Option<string[]> _markets = new("--markets")
    {
        Description = "Storefronts as two-letter codes; left out, all of them.",
        HelpName = "CODE ...",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<double> _paymentsPerDay = CommandOptions.Number(
        "--payments-per-day", "Payments on an average simulated day.", Defaults.PaymentsPerDay, 10, 10_000_000);

    private readonly Option<double> _fraudRate = CommandOptions.Number(
        "--fraud-rate", "Share of the payments that are fraudulent.", Defaults.FraudRate, 0.0, 0.2);

    private readonly Option<int> _customers = CommandOptions.Number(
        "--customers", "Customers at any time.", Defaults.Customers, 500, 5_000_000);

    private readonly Option<double> _botVisits = CommandOptions.Number(
        "--bot-visits", "Visits of crawlers on an average simulated day.", Defaults.BotVisitsPerDay, 0.0, 1_000_000);

    private readonly Option<bool> _noClicks = CommandOptions.Switch("--no-clickstream", "Simulate payments and labels only.");

    private readonly Option<ScenarioMix> _mix = ScenarioMixOption.Create();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_seed, _start, _markets, _paymentsPerDay, _fraudRate, _mix, _customers, _noClicks, _botVisits])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <exception cref="SimulationException">A market is not known.</exception>
    public SimulationOptions Read(ParseResult parsed)
    {
        var options = new SimulationOptions
        {
            Seed = parsed.GetValue(_seed),
            Start = parsed.GetValue(_start),
            Markets = [.. (parsed.GetValue(_markets) ?? []).Select(static code => code.ToUpperInvariant())],
            PaymentsPerDay = parsed.GetValue(_paymentsPerDay),
            FraudRate = parsed.GetValue(_fraudRate),
            Mix = parsed.GetValue(_mix)!,
            Customers = parsed.GetValue(_customers),
            Clickstream = !parsed.GetValue(_noClicks),
            BotVisitsPerDay = parsed.GetValue(_botVisits),
        };
        options.Validate();
        return options;
    }
}
