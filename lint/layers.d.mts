/**
 * @param importer path of a file, relative to `grader/`, with `/`
 * @param imported the same of the file that it imports
 * @returns a sentence that says what is wrong with this import, if anything
 */
export const wrongImport: (importer: string, imported: string) => string | undefined;
