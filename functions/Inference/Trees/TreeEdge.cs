namespace XbFunctions.Inference;

/// <summary>The way into one node of a tree, for <see cref="TreeShapley"/>. The root's edge has no meaning.</summary>
/// <param name="Parent">The node that it comes from.</param>
/// <param name="Feature">Column that the parent splits.</param>
/// <param name="Ancestor">Nearest node above whose edge is of the same column; 0 for none, for the root has no edge.</param>
/// <param name="IsLeft">Whether it is the parent's left side.</param>
/// <param name="Zero">Share of rows that pass this and all edges of the same column above while the column is unknown.</param>
internal readonly record struct TreeEdge(int Parent, int Feature, int Ancestor, bool IsLeft, double Zero);
