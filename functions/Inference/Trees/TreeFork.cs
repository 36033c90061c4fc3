namespace XbFunctions.Inference;

/// <summary>A split of a tree with the edges to its two children, for <see cref="TreeShapley"/>.</summary>
/// <param name="Node">The node that splits.</param>
/// <param name="Feature">Column that it splits.</param>
/// <param name="Threshold">Values up to it go left.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
/// <param name="Left">The left child.</param>
/// <param name="Right">The right child.</param>
/// <param name="LeftZero">Share of rows that pass the left edge, and all edges of the same column above, while the column is unknown.</param>
/// <param name="RightZero">Likewise of the right edge.</param>
/// <param name="LeftValue">The left child's value where it is a leaf; else 0.</param>
/// <param name="RightValue">Likewise of the right child.</param>
/// <param name="Ancestor">The lower end of the nearest edge above of the same column; 0 for none, for no edge leads to the root.</param>
/// <param name="AncestorZero">That edge's share.</param>
internal readonly record struct TreeFork(
    int Node,
    int Feature,
    float Threshold,
    bool MissingLeft,
    int Left,
    int Right,
    double LeftZero,
    double RightZero,
    double LeftValue,
    double RightValue,
    int Ancestor,
    double AncestorZero);
