import type * as Render from '../../../../exercises/06-choosing/03-crashy-plugin/render.ts';
import type { Workload } from '../../../costs/costs.ts';

export const prepare: Workload = async (load) => {
  const { render } = await load<typeof Render>('render.ts');
  return async () => {
    for (let text = 0; text < 40; text += 1) await render(`rain ${text}`);
  };
};
