/*
 * The bundle `copy`: the reader's texts to copy, and what is said when the storage has trouble.
 * Input: a store with trouble, a text. Output: the elements <cb-storage-status> and <cb-copy>.
 * Must not: be needed where all is saved and nothing is to be copied.
 */
import "./copy.css";
import "./cb-copy.ts";
import "./cb-storage-status.ts";
