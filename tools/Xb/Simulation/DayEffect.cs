namespace XbFunctions.Xb.Simulation;

/// <summary>What a local date does to a market.</summary>
/// <param name="Demand">Trade against the market's average day; about 1 over a year.</param>
/// <param name="Discount">Highest reduction of promoted products, in [0, 1); 0 without a sales event.</param>
/// <param name="GiftShare">How many purchases are gifts, against an ordinary day.</param>
internal readonly record struct DayEffect(double Demand, double Discount, double GiftShare);
