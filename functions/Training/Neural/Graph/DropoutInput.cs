namespace XbFunctions.Training.Neural;

/// <summary>A mask that is drawn anew for each batch.</summary>
/// <param name="Tensor">The graph's input.</param>
/// <param name="Rate">Share of zeros, in (0, 1).</param>
internal sealed record DropoutInput(GraphTensor Tensor, double Rate);
