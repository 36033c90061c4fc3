using XbFunctions.Contracts;

namespace XbFunctions.Xb.Simulation;

/// <summary>An attack on one corridor: stolen cards of one country are spent, each on a new account and device, on goods sent to another.</summary>
/// <param name="Issuer">Country of the cards.</param>
/// <param name="Shipping">Country of delivery.</param>
/// <param name="Begin">When it begins, after the run's start.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="AttemptsPerHour">Attempts in an hour, on average.</param>
public sealed record FraudSurge(CountryCode Issuer, CountryCode Shipping, TimeSpan Begin, TimeSpan Length, double AttemptsPerHour);
