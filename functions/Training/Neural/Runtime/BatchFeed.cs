namespace XbFunctions.Training.Neural;

/// <summary>The values of one input.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Integers">Values of an integer input, else <see langword="null"/>.</param>
/// <param name="Reals">Values of a real input, else <see langword="null"/>.</param>
/// <param name="Shape">Lengths of the dimensions.</param>
internal sealed record BatchFeed(string Name, long[]? Integers, float[]? Reals, long[] Shape);
