using System.Globalization;
using XbFunctions.Contracts;
using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Warnings;

/// <summary>What a simulation of the early warning came to.</summary>
/// <param name="Days">Days with the warning at work, without its warm-up.</param>
/// <param name="Payments">Payments decided.</param>
/// <param name="Held">Payments held for review or declined.</param>
/// <param name="BySurge">Payments held by the rule <c>surge</c> alone.</param>
/// <param name="Accepted">False alarms accepted on a day.</param>
/// <param name="Raised">Warnings raised, and whether a fraud stands behind most of their samples.</param>
/// <param name="Surges">Attacks injected, and when they were found; null for never.</param>
internal sealed record WarningReport(
    double Days,
    long Payments,
    long Held,
    long BySurge,
    double Accepted,
    IReadOnlyList<(FraudWarning Warning, bool IsFraud)> Raised,
    IReadOnlyList<(FraudSurge Surge, TimeSpan? FoundAfter, FraudWarning? By)> Surges)
{
    /// <summary>Prints it.</summary>
    /// <param name="terminal">Where to.</param>
    public void Print(CommandTerminal terminal)
    {
        foreach (var (warning, isFraud) in Raised)
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture, $"{warning.OccurredAt:yyyy-MM-dd HH:mm} {(isFraud ? "fraud" : "FALSE")} p={warning.PValue:0.0e+00} {warning.Text}"));
        }

        var wrong = Raised.Count(static one => !one.IsFraud);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Payments:N0} payments in {Days:0.0} days, {Held:N0} held ({(double)Held / Math.Max(1, Payments):P2}), {BySurge:N0} of them by rule surge alone."));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Raised.Count} warnings, {wrong} of them false: {wrong / Days:0.000} a day, {Accepted:0.0##} accepted."));
        foreach (var (surge, after, by) in Surges)
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"Attack {surge.Issuer}-{surge.Shipping}, {surge.AttemptsPerHour:0} attempts an hour for {surge.Length.TotalMinutes:0} minutes: {(after is { } time ? $"found after {time.TotalMinutes:0} minutes by {by!.Dimension} {by.Key}" : "not found")}."));
        }
    }
}
