namespace XbFunctions.Inference;

/// <summary>A node as <see cref="TreeExplainer.Attribute"/> walks over it: no more than that needs, so that fewer lines of memory are read.</summary>
/// <param name="Expected">Expected score of the rows that reach the node.</param>
/// <param name="Feature">Column that a split reads; 0 in a leaf.</param>
/// <param name="Children">Place of the left child, which the right one follows; 0 in a leaf, for a root stands there.</param>
/// <param name="Threshold">Values up to it go left.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
internal readonly record struct TreeStep(double Expected, int Feature, int Children, float Threshold, bool MissingLeft)
{
    /// <summary>Where a row goes on.</summary>
    /// <param name="value">Its value of <see cref="Feature"/>; NaN is missing.</param>
    /// <returns>0 for the left child, 1 for the right one.</returns>
    public int SideOf(float value) => 1 - Convert.ToInt32(TreeEnsemble.GoesLeft(value, Threshold, MissingLeft));

    /// <summary>Adds the nodes of a tree, the root first and the two children of a split side by side.</summary>
    /// <param name="steps">Takes them.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="expected">Expected score at each node.</param>
    public static void Add(List<TreeStep> steps, ReadOnlySpan<TreeNode> tree, ReadOnlySpan<double> expected)
    {
        var places = new int[tree.Length];
        places[0] = steps.Count;
        steps.Add(new TreeStep(expected[0], 0, 0, 0, false));
        for (var node = 0; node < tree.Length; node++)
        {
            // Children stand behind their parents, so that the node has its place.
            ref readonly var split = ref tree[node];
            if (!split.IsLeaf)
            {
                (places[split.Left], places[split.Right]) = (steps.Count, steps.Count + 1);
                steps.Add(new TreeStep(expected[split.Left], 0, 0, 0, false));
                steps.Add(new TreeStep(expected[split.Right], 0, 0, 0, false));
                steps[places[node]] = new TreeStep(expected[node], split.Feature, places[split.Left], split.Threshold, split.MissingLeft);
            }
        }
    }
}
