namespace XbFunctions.Xb;

/// <summary>How far long work is.</summary>
/// <param name="Share">In [0, 1].</param>
/// <param name="Note">What else is worth seeing, such as a rate; may be empty.</param>
internal readonly record struct WorkDone(double Share, string Note = "");
