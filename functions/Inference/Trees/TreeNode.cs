namespace XbFunctions.Inference;

/// <summary>One node of a regression tree. The default value is a leaf that adds 0.</summary>
/// <param name="Feature">Column that a split reads; 0 in a leaf.</param>
/// <param name="Threshold">A split goes left where the column's value is at or below it; 0 in a leaf.</param>
/// <param name="Left">Index of the left child in the tree; 0 in a leaf, for the root is nobody's child.</param>
/// <param name="Right">Index of the right child in the tree; 0 in a leaf.</param>
/// <param name="MissingLeft">Whether NaN goes left.</param>
/// <param name="Value">What a leaf adds to the raw score; 0 in a split.</param>
/// <param name="Cover">Training rows that reached the node; the weights of <see cref="TreeExplainer"/>.</param>
public readonly record struct TreeNode(
    int Feature, float Threshold, int Left, int Right, bool MissingLeft, double Value, double Cover)
{
    /// <summary>Whether the node ends a path.</summary>
    public bool IsLeaf => Left == 0;

    /// <summary>A split on one column.</summary>
    /// <param name="feature">Column, 0 or more.</param>
    /// <param name="threshold">Values at or below it go left.</param>
    /// <param name="left">Index of the left child, above 0.</param>
    /// <param name="right">Index of the right child, above 0.</param>
    /// <param name="missingLeft">Whether NaN goes left.</param>
    /// <param name="cover">Training rows that reached the node.</param>
    public static TreeNode Split(int feature, float threshold, int left, int right, bool missingLeft, double cover) =>
        new(feature, threshold, left, right, missingLeft, 0, cover);

    /// <summary>The end of a path.</summary>
    /// <param name="value">What it adds to the raw score.</param>
    /// <param name="cover">Training rows that reached it.</param>
    public static TreeNode Leaf(double value, double cover) => new(0, 0, 0, 0, false, value, cover);
}
