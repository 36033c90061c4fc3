namespace XbFunctions.Xb.Simulation;

/// <summary>A day of a sales event.</summary>
/// <param name="Day">Local date.</param>
/// <param name="Name">English name.</param>
/// <param name="Factor">Online trade against an ordinary day.</param>
/// <param name="Discount">Highest reduction of a promoted product, in [0, 1).</param>
internal readonly record struct SalesDay(DateOnly Day, string Name, double Factor, double Discount);
