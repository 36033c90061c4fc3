namespace XbFunctions.Inference;

/// <summary>One input tensor of a model, as the manifest states it.</summary>
/// <param name="Name">Name in the ONNX graph.</param>
/// <param name="Shape">Dimensions, outermost first; -1 for the number of rows of a batch.</param>
/// <param name="Columns">Meaning of each position of the last dimension, in order.</param>
public sealed record ModelInput(string Name, IReadOnlyList<int> Shape, IReadOnlyList<string> Columns);
