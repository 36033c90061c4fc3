namespace XbFunctions.Xb.Simulation;

/// <summary>A public holiday.</summary>
/// <param name="Day">Local date.</param>
/// <param name="Name">English name.</param>
/// <param name="Factor">Online trade against an ordinary day: below 1 on family days, above 1 on days people spend at home.</param>
internal readonly record struct Holiday(DateOnly Day, string Name, double Factor);
